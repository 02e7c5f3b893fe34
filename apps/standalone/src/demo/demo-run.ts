import logUpdate from 'log-update';
import type { DemoRecord } from './demo-record.js';
import type { DemoStage } from './demo-stage.js';
import { progressLine, progressTable, summaryTable, verdict } from './demo-texts.js';
import { Demo, type DemoView } from './demo.js';
import { discrepanciesOf } from './discrepancies.js';
import { outcomeOf } from './outcome.js';

const lineEveryMs = 2_000;

/** Plays the demo, or what is left of it, and prints its summary. @returns the number of discrepancies */
export async function runDemo(stage: DemoStage, record: DemoRecord, output: NodeJS.WriteStream): Promise<number> {
  const show = output.isTTY ? liveTable() : lines(output);
  const demo = await Demo.prepare({ stage, record, watch: (view) => show.view(view) });
  if (record.state === 'running') await demo.play();
  show.end();
  const outside = await stage.simulators.summary();
  const parts = { accounts: demo.accounts, record };
  const outcomes = await Promise.all(demo.runs.map((run) => outcomeOf(run, parts, outside)));
  const discrepancies = await discrepanciesOf(outcomes, demo.accounts, stage.simulators, outside);
  output.write(`${summaryTable(outcomes, discrepancies)}\n\n${verdict(outcomes, discrepancies)}\n`);
  if (demo.restless > 0) output.write(`${demo.restless} moments did not come to rest in time\n`);
  return discrepancies.length;
}

interface Show {
  view(view: DemoView): void;
  end(): void;
}

function liveTable(): Show {
  return { view: (view) => logUpdate(progressTable(view)), end: () => logUpdate.done() };
}

function lines(output: NodeJS.WriteStream): Show {
  let next = 0;
  return {
    view: (view) => {
      if (performance.now() < next) return;
      next = performance.now() + lineEveryMs;
      output.write(`${progressLine(view)}\n`);
    },
    end: () => undefined,
  };
}
