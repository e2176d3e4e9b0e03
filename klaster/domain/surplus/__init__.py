"""The surplus of a year (SHU): policy, proposal, approval, distribution, and back again."""
