import type { ExternalCode } from '../dossier-event.js';
import type { Dossier, OfficerTask } from '../dossier-state.js';
import { type DataOf, ifFiled, withFacts } from './fold.js';

export function withExternalCode(state: Dossier, externalCode: ExternalCode): Dossier {
  if (state.status === 'mirror') return { ...state, externalCodes: [...state.externalCodes, externalCode] };
  return ifFiled(state, (dossier) => withFacts(dossier, { externalCodes: [...dossier.externalCodes, externalCode] }));
}

export function withReceivedResult(state: Dossier, data: DataOf<'ResultReceived'>): Dossier {
  const { system, externalStatus, resultKind, blobDigest } = data;
  const received = { system, externalStatus, resultKind, blobDigest };
  return ifFiled(state, (dossier) => withFacts(dossier, { resultsReceived: [...dossier.resultsReceived, received] }));
}

export function withTask(state: Dossier, { taskId, kind }: DataOf<'OfficerTaskRaised'>): Dossier {
  return withTasks(state, (tasks) => [...tasks, { taskId, kind, settled: false }]);
}

export function withSettledTask(state: Dossier, taskId: string): Dossier {
  return withTasks(state, (tasks) => tasks.map((task) => (task.taskId === taskId ? { ...task, settled: true } : task)));
}

/** The first report makes a mirror, of nothing or of a dossier whose chain a portal owns; closed dossiers stay closed. */
export function afterMirrorReport(state: Dossier, data: DataOf<'MirrorStatusReported'>): Dossier {
  if (['reserved', 'codeVoided', 'intakeRefused', 'withdrawn', 'returned'].includes(state.status)) return state;
  const { dossierId, procedureVersionId, receivingUnit, system, externalTime } = data;
  return {
    status: 'mirror',
    dossierId,
    dossierCode: 'dossierCode' in state ? state.dossierCode : null,
    procedureVersionId,
    receivingUnit,
    system,
    reportedStatus: data.status,
    externalTime,
    externalCodes: 'externalCodes' in state ? state.externalCodes : [],
    tasks: 'tasks' in state ? state.tasks : [],
    erased: 'erased' in state ? state.erased : null,
  };
}

export function withAccount(state: Dossier, account: 'linked' | 'linkable' | 'new'): Dossier {
  return ifFiled(state, (dossier) => withFacts(dossier, { account }));
}

function withTasks(state: Dossier, next: (tasks: readonly OfficerTask[]) => readonly OfficerTask[]): Dossier {
  if (state.status === 'mirror') return { ...state, tasks: next(state.tasks) };
  return ifFiled(state, (dossier) => withFacts(dossier, { tasks: next(dossier.tasks) }));
}
