import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  type DeliveryEvent,
  defaultLanePolicy,
  deliveryDecider,
  type DossierEvent,
  dossierDecider,
} from '@motcua/domain';
import { loadCatalogue } from '@motcua/service-kit';

interface History<Event> {
  readonly stream: string;
  readonly facts: readonly Event[];
  readonly state: object;
}

const { catalogue } = await loadCatalogue('catalogues/2020');
const folder = join(import.meta.dirname, '..', 'fixtures', 'histories');

function histories<Event>(version: string, category: string): History<Event>[] {
  const lines = readFileSync(join(folder, version, `${category}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as History<Event>);
}

/** As it was recorded: a fact of the state that is undefined has no place in JSON. */
function recorded(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state));
}

describe.each(readdirSync(folder))('the histories that release %s wrote', (version) => {
  it('fold to the same states of dossiers', () => {
    const { evolve, initialState } = dossierDecider(catalogue);
    const all = histories<DossierEvent>(version, 'dossier');
    expect(all.length).toBeGreaterThan(50);
    for (const { facts, state } of all) expect(recorded(facts.reduce(evolve, initialState()))).toMatchObject(state);
  });

  it('fold to the same states of delivery lanes', () => {
    const { evolve, initialState } = deliveryDecider(defaultLanePolicy);
    const all = histories<DeliveryEvent>(version, 'delivery');
    expect(all.length).toBeGreaterThan(50);
    for (const { facts, state } of all) expect(recorded(facts.reduce(evolve, initialState()))).toMatchObject(state);
  });
});
