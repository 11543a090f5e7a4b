"""The pages, one blueprint a topic."""

from web.views.access import access
from web.views.access_ends import access_ends_pages
from web.views.admin import admin_pages
from web.views.audit import audit_pages
from web.views.bed_deeds import beds_pages
from web.views.capacity_studies import capacity_pages
from web.views.feeds import feeds_pages
from web.views.own_absences import me_pages
from web.views.participants import participants_pages
from web.views.plans import plans_pages
from web.views.today import today_pages
from web.views.undoing import undoing_pages
from web.views.waiting import waiting_pages
from web.views.week_absences import week_pages

BLUEPRINTS = (
    waiting_pages,
    access,
    today_pages,
    plans_pages,
    feeds_pages,
    beds_pages,
    undoing_pages,
    week_pages,
    me_pages,
    participants_pages,
    admin_pages,
    audit_pages,
    capacity_pages,
    access_ends_pages,
)
