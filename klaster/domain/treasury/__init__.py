"""The cooperative's money and things: vouchers, the cash count, the inventory and its wear."""
