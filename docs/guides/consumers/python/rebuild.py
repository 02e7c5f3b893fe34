"""Rebuilds the list of dossiers from the lifecycle topic alone, up to its present end, and writes it as CSV.

    python3 rebuild.py <brokers> <topics, with commas> <state file> <csv file>

The state file holds the list and the offsets together, so a killed run goes on where its last save was.
"""

import json
import os
import re
import sys

from kafka import KafkaConsumer, TopicPartition

STATUSES = {
    "DossierSubmitted": 1,
    "DossierAccepted": 2,
    "IntakeRefused": 3,
    "StepForwarded": 4,
    "SupplementRequested": 5,
    "DossierWithdrawn": 7,
    "DossierStopped": 8,
    "DossierReopened": 4,
    "ResultSigned": 9,
    "ResultReturned": 10,
}
RESUMES = {"submitted": 1, "accepted": 2, "processing": 4}
# Their `due` is the due date of the dossier; that of the others is another limit's.
MOVES_DUE_DATE = {
    "DossierAccepted",
    "SupplementCompleted",
    "DossierTransferred",
    "ProcedureCaseChanged",
    "DueDateExtended",
    "DueDateMoved",
    "DossierReopened",
    "PaymentConfirmed",
    "PaymentCancelled",
}
NEW = {"code": "", "status": "", "resume": "", "unit": "", "procedure": "", "dueAt": "", "version": 0, "hole": 0}


def take(dossiers, record):
    """One event, once and in its turn: an old one is skipped, and after a hole a dossier waits for the missing one."""
    headers = {name: value.decode("utf-8") for name, value in record.headers}
    name = re.fullmatch(r"vn\.motcua\.dossier\.([a-z0-9-]+)\.v1", headers.get("ce_type", ""))
    if name is None:
        return  # not one of these events
    version = int(headers["ce_dossierversion"])
    dossier = dossiers.setdefault(headers["ce_subject"], dict(NEW))
    if version <= dossier["version"]:
        return
    if version > dossier["version"] + 1:
        dossier["hole"] = dossier["version"] + 1
        return
    event = "".join(word.capitalize() for word in name.group(1).split("-"))
    apply(dossier, event, json.loads(record.value))
    dossier["version"] = version
    dossier["hole"] = 0


def apply(dossier, event, data):
    """What an event changes; one that is not named here changes nothing that the list shows."""
    dossier["status"] = STATUSES.get(event, dossier["status"])
    if event in MOVES_DUE_DATE and data["due"] is not None:
        dossier["dueAt"] = data["due"]["dueAt"]
    if event == "CodeRequested":
        dossier["unit"] = data["unitCode"]
        dossier["procedure"] = data["procedureCode"] or ""
    elif event == "DossierSubmitted":
        dossier["unit"] = data["receivingUnit"]
        dossier["procedure"] = data["procedureCode"]
    elif event == "DossierCodeAssigned":
        dossier["code"] = dossier["code"] or data["dossierCode"]
    elif event == "SupplementRequested":
        dossier["resume"] = RESUMES[data["resumeState"]]
    elif event == "SupplementCompleted":
        dossier["status"] = dossier["resume"]
    elif event == "SupplementLapsed":
        dossier["status"] = 8 if data["becomes"] == "stopped" else 3
    elif event == "PaymentRequested" and data["changesStatus"]:
        dossier["status"] = 6
    elif event in ("PaymentConfirmed", "PaymentCancelled") and data["resumes"]:
        dossier["status"] = 4
    elif event == "MirrorStatusReported":
        dossier["status"] = data["status"]
        dossier["unit"] = data["receivingUnit"]


def save(path, text):
    """The old file or the new one, never half of one."""
    with open(path + ".new", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(path + ".new", path)


def csv(dossiers):
    rows = sorted(
        ",".join(
            str(cell)
            for cell in (
                dossier_id,
                dossier["code"],
                dossier["status"],
                dossier["unit"],
                dossier["procedure"],
                dossier["dueAt"],
                dossier["version"],
                dossier["hole"] or "",
            )
        )
        for dossier_id, dossier in dossiers.items()
    )
    return "\n".join(["dossierId,code,status,unit,procedure,dueAt,version,missing", *rows]) + "\n"


def main(brokers, topics, state_file, csv_file):
    state = {"offsets": {}, "dossiers": {}}
    if os.path.exists(state_file):
        with open(state_file, encoding="utf-8") as file:
            state = json.load(file)
    # No group: the offsets are ours to keep.
    consumer = KafkaConsumer(bootstrap_servers=brokers.split(","), group_id=None, enable_auto_commit=False)
    places = [
        TopicPartition(topic, partition)
        for topic in topics.split(",")
        for partition in sorted(consumer.partitions_for_topic(topic) or [])
    ]
    consumer.assign(places)
    ends = consumer.end_offsets(places)
    for place, low in consumer.beginning_offsets(places).items():
        consumer.seek(place, max(low, state["offsets"].get(f"{place.topic}/{place.partition}", 0)))
    while any(consumer.position(place) < ends[place] for place in places):
        for place, records in consumer.poll(timeout_ms=1000).items():
            for record in records:
                take(state["dossiers"], record)
            state["offsets"][f"{place.topic}/{place.partition}"] = records[-1].offset + 1
        save(state_file, json.dumps(state))
    consumer.close()
    save(csv_file, csv(state["dossiers"]))
    holes = {name: dossier["hole"] for name, dossier in state["dossiers"].items() if dossier["hole"]}
    for name, version in holes.items():
        print(f"hole: dossier {name} lacks version {version}", file=sys.stderr)
    sys.exit(3 if holes else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
