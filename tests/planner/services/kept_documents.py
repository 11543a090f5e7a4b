"""Everything kept beside the tables that may name a participant, for tests of erasing her."""

import datetime as dt

from planner.calendars.documents import entry_document
from planner.calendars.entries import CalendarEntry, Duty, EntryKind, Feed, FeedKind
from planner.calendars.levels import PrivacyLevel
from planner.db.audit import AuditEvent, append_events
from planner.db.plans import CalendarFeedRecord, PlanRecord, RunRecord, ScenarioRecord
from planner.db.programmes import find_programme
from planner.db.store import Store
from planner.domain.sentences import sentence_document, told
from planner.services.desk import Role
from planner.services.keeping.exporting import export_files
from tests.installation import NOW, desk_of


def _entry(code: str) -> dict[str, object]:
    """A session with her in a worker's calendar."""
    start, end = dt.datetime(2027, 2, 1, 9), dt.datetime(2027, 2, 1, 10)
    feed = Feed(FeedKind.STAFF, "S01")
    duty = Duty(feed, f"session {code}", start, end, EntryKind.SESSION, (code,))
    return entry_document(CalendarEntry(duty, "u1", 0, NOW), PrivacyLevel.CODE)


def keep_documents_about(store: Store, code: str) -> None:
    """A plan, a run that goes on, a study, a calendar entry and a careless event, all naming her.

    Each also names the code with a letter more, which is somebody else.
    """
    folder = {
        name: content.decode()
        for name, content in export_files(desk_of(store, Role.MANAGER), "safexst").items()
    }
    plan = {
        "stays.csv": f"participant,bed,staff\n{code},B1,S01\n{code}9,B2,S01\n",
        "unplaced.csv": f'participant,explanation\nR203,"Not before {code} leaves, nor {code}9."\n',
        "gaps.csv": f"kind,what,date\nunmet_session,{code},2027-02-08\n",
        "calendars/house.ics": f"BEGIN:VCALENDAR\r\nSUMMARY:with {code[:2]}\r\n {code[2:]}\r\n",
        "summary.json": f'{{"warnings": ["{code} waits"]}}',
    }
    waits = told("Not before {who} leaves, nor {other}.", who=code, other=f"{code}9")
    sentences = {str(waits): sentence_document(waits)}
    with store.writing() as session:
        programme = find_programme(session, "safexst")
        assert programme is not None
        run = RunRecord(
            programme_id=programme.id,
            kind="plan",
            requested_by="c1",
            requested_at=NOW,
            revision=1,
            snapshot={"files": folder, "earlier": plan, "earlier_sentences": sentences},
            input_sha256="0" * 64,
            settings={},
            state="running",
            owner="w1",
            attempt=1,
            lease_until=NOW + dt.timedelta(days=9000),
            progress={"note": f"{code} placed"},
        )
        session.add(run)
        session.flush()
        session.add_all(
            [
                PlanRecord(
                    programme_id=programme.id,
                    run_id=run.id,
                    state="draft",
                    revision=1,
                    files=plan,
                    sentences=sentences,
                    summary={"warnings": [f"{code} waits"]},
                    differences={"rows": [{"who": code, "before": code, "after": f"{code}9"}]},
                    created_at=NOW,
                ),
                ScenarioRecord(
                    programme_id=programme.id,
                    label=f"without {code}",
                    study=f"# {code}\n",
                    created_by="c1",
                    created_at=NOW,
                ),
                CalendarFeedRecord(
                    programme_id=programme.id,
                    level="code",
                    kind="staff",
                    what="S01",
                    changed_at=NOW,
                    document={"entries": [_entry(code)]},
                ),
            ]
        )
        programme.settings = f"# {code} asked for this\n{programme.settings}"
        event = AuditEvent(NOW, "c1", "export", programme.id, detail=f"about {code}")
        append_events(session, store.key, [event, AuditEvent(NOW, "c1", "export", programme.id)])
