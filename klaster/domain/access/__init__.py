"""Who may do what: organisations, users, role grants, the permission table, the audit trail."""
