"""The first schema: programmes, accounts, events, plans and runs."""

from planner.db.migrations.columns import create_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = {
    "audit_events": (
        "id:whole:key at:moment:indexed actor:word programme_id?:whole:indexed "
        "action:word table?:word row_id?:whole fields:document subject?:digest:indexed "
        "detail?:line link:digest"
    ),
    "programmes": (
        "code:code:unique settings:line pack_name?:line pack?:line revision:whole "
        "id:whole:key version:whole"
    ),
    "sign_in_tries": (
        "digest:digest:key failures:whole locked_until?:moment last_at:moment:indexed"
    ),
    "accounts": (
        "code:code:unique programme_id?:whole:programmes:indexed role:word staff?:code "
        "language:word password_hash:line must_change_password:flag totp_seed?:line "
        "totp_confirmed:flag totp_last_step?:whole recovery_hashes:document "
        "is_disabled:flag created_at:moment id:whole:key version:whole"
    ),
    "calendar_feeds": (
        "id:whole:key programme_id:whole:programmes level:word kind:word what:code "
        "version:whole changed_at:moment document:document"
    ),
    "changes": (
        "id:whole:key at:moment programme_id:whole:programmes:indexed actor:word "
        "action:word rows:document undone:flag"
    ),
    "erasures": "id:whole:key programme_id:whole:programmes:indexed digest:digest at:moment",
    "runs": (
        "id:whole:key programme_id:whole:programmes:indexed kind:word requested_by:word "
        "requested_at:moment revision:whole snapshot:document input_sha256:line "
        "settings:document state:word:indexed attempt:whole tries:whole owner?:line "
        "lease_until?:moment not_before?:moment cancel:flag progress?:document "
        "result?:document error?:line started_at?:moment finished_at?:moment"
    ),
    "scenarios": (
        "programme_id:whole:programmes:indexed label:line study:line created_by:word "
        "created_at:moment id:whole:key version:whole"
    ),
    "feed_links": (
        "id:whole:key account_id:whole:accounts:indexed "
        "programme_id:whole:programmes:indexed kind:word what:code level:word "
        "language:word digest:digest:unique created_at:moment expires_at:moment "
        "last_used_at?:moment uses:whole"
    ),
    "logins": (
        "id:whole:key account_id:whole:accounts:indexed digest:digest:unique "
        "created_at:moment last_seen_at:moment second_factor_at?:moment"
    ),
    "plans": (
        "programme_id:whole:programmes:indexed run_id?:whole:runs:unique state:word "
        "revision:whole files:document sentences?:document summary:document "
        "differences?:document created_at:moment published_at?:moment published_by?:word "
        "id:whole:key version:whole"
    ),
}
_TOGETHER = {
    "calendar_feeds": ("programme_id", "level", "kind", "what"),
    "feed_links": ("account_id", "kind", "what"),
}


def upgrade() -> None:
    """To this version."""
    for name, columns in _TABLES.items():
        create_table(name, columns, _TOGETHER.get(name, ()))
