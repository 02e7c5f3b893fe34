import { codesStream } from '@motcua/domain';
import type { EventStore, RecordedEvent } from '@motcua/event-store';
import { isUuid } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import type { Output } from '../output.js';
import { UsageFault } from '../usage-fault.js';

/** The facts of a dossier, public parts only: nothing is opened, so nothing is logged as a look. @throws {UsageFault} unknown */
export async function runShow(
  installation: Installation,
  output: Output,
  code: string,
  json: boolean,
): Promise<number> {
  const events = await installation.store.read(`dossier-${await dossierIdOf(installation, code)}`);
  if (events.length === 0) throw new UsageFault('there is no such dossier');
  const shown = events.map(publicPart);
  if (json) output.json(shown);
  else
    for (const { version, type, recordedAt, actor, sealed, data } of shown)
      output.say(
        `${version}  ${recordedAt}  ${type}  ${actor}${sealed ? '  [sealed part]' : ''}\n     ${JSON.stringify(data)}`,
      );
  return 0;
}

function publicPart({ version, type, id, position, data: { sealed, dossierId: _same, ...data }, meta }: RecordedEvent) {
  const { recordedAt, actor, actorRole, causationId } = meta;
  return { version, type, id, position, recordedAt, actor, actorRole, causationId, sealed: sealed !== undefined, data };
}

async function dossierIdOf(installation: Installation, code: string): Promise<string> {
  if (isUuid(code)) return code;
  const { catalogue } = await installation.catalogue();
  const parsed = catalogue.parseCode(code);
  if (!parsed.ok) throw new UsageFault(`not a dossier code or id (${parsed.fault})`);
  if (parsed.code.kind === 'central') throw new UsageFault('a code of a ministry: only the desk can look it up');
  const { unitCode, day, ordinal } = parsed.code;
  const found = await issuedTo(installation.store, codesStream(unitCode, day), ordinal);
  if (found === undefined) throw new UsageFault('no dossier has this code');
  return found;
}

async function issuedTo(store: EventStore, stream: string, ordinal: number): Promise<string | undefined> {
  const issued = (await store.read(stream)).find(({ data }) => data['ordinal'] === ordinal);
  return issued === undefined ? undefined : String(issued.data['dossierId']);
}
