"""Financing asked for by members: applications, approvals, the limit for related parties."""
