"""The way of customers and contacts to their own record: logins, invitations, passwords, the record itself."""
