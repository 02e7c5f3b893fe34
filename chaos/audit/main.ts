// The auditor: a process of its own that knows nothing but the journal, the final stores and the invariants.
// `node chaos/audit/main.ts <order.json>` prints the verdict as JSON; exit code 0 = PASS, 1 = violated.
import { readFileSync } from 'node:fs';
import { gather, type Sources } from './evidence.ts';
import { check, type Invariant } from './rules.ts';
import type { Finding, Verdict } from './verdict.ts';

const MOST_SHOWN = 5;

const order = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Sources & { invariants: Invariant[] };
const evidence = await gather(order);
const findings: Finding[] = [];
for (const invariant of order.invariants) {
  const faults = await check(evidence, invariant);
  findings.push({ rule: invariant.rule, faults: faults.length, shown: faults.slice(0, MOST_SHOWN) });
}
const counted = (kind: string) => evidence.journal.filter((entry) => entry.kind === kind).length;
const verdict: Verdict = {
  pass: findings.every(({ faults }) => faults === 0),
  findings,
  figures: {
    requests: counted('request'),
    acknowledged: new Set(
      evidence.journal.flatMap((entry) => (entry.kind === 'answer' && entry.status < 300 ? [entry.key] : [])),
    ).size,
    refused: evidence.journal.filter((entry) => entry.kind === 'answer' && entry.status >= 300).length,
    lost: counted('lost'),
    faults: counted('fault'),
    events: evidence.events.length,
    codes: evidence.events.filter(({ type }) => type === 'CodeIssued').length,
  },
};
process.stdout.write(`${JSON.stringify(verdict)}\n`);
process.exitCode = verdict.pass ? 0 : 1;
