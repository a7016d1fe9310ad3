"""Conversations about who works in the office: invitations, people, departments."""
