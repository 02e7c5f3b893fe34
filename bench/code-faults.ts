import { connected } from './databases.ts';

interface Counted {
  readonly issued: number;
  readonly gaps: number;
  readonly doubled_codes: number;
  readonly doubled_dossiers: number;
  readonly unassigned: number;
}

const COUNT = `
  WITH issued AS (
    SELECT stream_id, stream_version, data ->> 'dossierId' AS dossier, data ->> 'dossierCode' AS code, (data ->> 'ordinal')::int AS ordinal
    FROM store.events WHERE type = 'CodeIssued'
  ), assigned AS (
    SELECT data ->> 'dossierId' AS dossier, data ->> 'dossierCode' AS code FROM store.events WHERE type = 'DossierCodeAssigned'
  )
  SELECT count(*)::int AS issued,
    count(*) FILTER (WHERE ordinal <> stream_version)::int
      + (SELECT coalesce(sum(last - seen), 0) FROM (SELECT max(stream_version) AS last, count(*) AS seen FROM issued GROUP BY stream_id) s)::int AS gaps,
    (count(*) - count(DISTINCT code))::int AS doubled_codes,
    (count(*) - count(DISTINCT dossier))::int AS doubled_dossiers,
    (SELECT count(*) FROM issued i FULL JOIN assigned a USING (dossier, code) WHERE i.dossier IS NULL OR a.dossier IS NULL)::int AS unassigned
  FROM issued`;

/**
 * What is wrong with the codes of a database: series 1..n without gaps, no code and no dossier twice, and every code acknowledged
 * to a caller is there.
 */
export async function codeFaults(url: string, acknowledged: number): Promise<string[]> {
  const counted = await connected(url, async (client) => (await client.query<Counted>(COUNT)).rows[0]!);
  const faults: [number, string][] = [
    [counted.gaps, 'gaps'],
    [counted.doubled_codes, 'doubled codes'],
    [counted.doubled_dossiers, 'dossiers with two codes'],
    [counted.unassigned, 'codes in one stream only'],
    [Math.max(0, acknowledged - counted.issued), 'acknowledged codes lost'],
  ];
  return faults.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
