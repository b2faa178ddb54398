"""GraphQL of the portal: invitations, forgotten passwords, and one's own record."""
