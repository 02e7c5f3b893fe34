# Folds records as kcat prints them (-J) into the state: one event, once and in its turn.

def statuses: {
  DossierSubmitted: 1, DossierAccepted: 2, IntakeRefused: 3, StepForwarded: 4, SupplementRequested: 5,
  DossierWithdrawn: 7, DossierStopped: 8, DossierReopened: 4, ResultSigned: 9, ResultReturned: 10
};
def resumes: {submitted: 1, accepted: 2, processing: 4};
# Their `due` is the due date of the dossier; that of the others is another limit's.
def moves_due_date: IN(
  "DossierAccepted", "SupplementCompleted", "DossierTransferred", "ProcedureCaseChanged", "DueDateExtended",
  "DueDateMoved", "DossierReopened", "PaymentConfirmed", "PaymentCancelled");

# kcat gives headers as one list: name, value, name, value ...
def headers: . as $list | [range(0; length; 2) | {key: $list[.], value: $list[. + 1]}] | from_entries;
def event_name: [splits("-") | (.[:1] | ascii_upcase) + .[1:]] | add;

# What an event changes; one that is not named here changes nothing that the list shows.
def apply($event; $data):
  .status = (statuses[$event] // .status)
  | if ($event | moves_due_date) and $data.due != null then .dueAt = $data.due.dueAt else . end
  | if $event == "CodeRequested" then .unit = $data.unitCode | .procedure = ($data.procedureCode // "")
    elif $event == "DossierSubmitted" then .unit = $data.receivingUnit | .procedure = $data.procedureCode
    elif $event == "DossierCodeAssigned" then .code = (if .code == "" then $data.dossierCode else .code end)
    elif $event == "SupplementRequested" then .resume = resumes[$data.resumeState]
    elif $event == "SupplementCompleted" then .status = .resume
    elif $event == "SupplementLapsed" then .status = (if $data.becomes == "stopped" then 8 else 3 end)
    elif $event == "PaymentRequested" and $data.changesStatus then .status = 6
    elif ($event == "PaymentConfirmed" or $event == "PaymentCancelled") and $data.resumes then .status = 4
    elif $event == "MirrorStatusReported" then .status = $data.status | .unit = $data.receivingUnit
    else . end;

# An old event is skipped, and after a hole a dossier waits for the missing one.
def take($headers; $payload):
  ($headers.ce_dossierversion | tonumber) as $version
  | ($headers.ce_type | capture("^vn\\.motcua\\.dossier\\.(?<name>[a-z0-9-]+)\\.v1$").name | event_name) as $event
  | if $version <= .version then .
    elif $version > .version + 1 then .hole = .version + 1
    else apply($event; $payload | fromjson) | .version = $version | .hole = 0 end;

def new: {code: "", status: "", resume: "", unit: "", procedure: "", dueAt: "", version: 0, hole: 0};

reduce inputs as $record ($state[0];
  ($record.headers // [] | headers) as $headers
  | if ($headers.ce_type // "") | test("^vn\\.motcua\\.dossier\\.[a-z0-9-]+\\.v1$")
    then .dossiers[$headers.ce_subject] = ((.dossiers[$headers.ce_subject] // new) | take($headers; $record.payload))
    else . end
  | .offsets["\($record.topic)/\($record.partition)"] = $record.offset + 1)
