"""Administration: accounts, settings, tables, import, export, backup, erasing, retention."""

from web.views.admin import accounts, files, importing, keeping, settings, tables
from web.views.admin.pages import admin_pages

__all__ = ["accounts", "admin_pages", "files", "importing", "keeping", "settings", "tables"]
