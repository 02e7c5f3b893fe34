import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { localInstant } from '@motcua/domain';
import { loadCatalogue } from '@motcua/service-kit';
import { DemoRecord } from './demo/demo-record.js';
import { WorkingTime } from './demo/working-time.js';
import { DemoClock } from './demo-clock.js';
import { productFolder } from './installation-env.js';
import type { SimulatedTime } from './standalone.js';
import type { StandaloneOptions } from './standalone.options.js';

const workingDaysBack = 30;
const firstHour = '07:00';
const provinceUnit = 'H99';

/** Whether the demo is played at this start, and at which time everything begins. */
export interface DemoPlan {
  readonly clock: DemoClock;
  readonly simulatedTime: SimulatedTime;
  /** Absent = no demo here. `running` = to be played, from where it stands; `finished` = only its summary. */
  readonly record?: DemoRecord;
  /** A word for the person at the terminal. */
  readonly note?: string;
}

/**
 * The demo is played on fresh data only: on data that began without it, its clock would have to go back. One that was interrupted
 * goes on.
 */
export async function planDemo(options: Pick<StandaloneOptions, 'demo' | 'data'>): Promise<DemoPlan> {
  const file = join(options.data, 'demo.json');
  const record = await DemoRecord.find(file);
  if (!options.demo) return withoutDemo(record);
  if (record !== undefined) return again(record);
  if (!existsSync(join(options.data, 'postgres', 'PG_VERSION'))) return begun(file);
  return {
    ...realTime(),
    note: 'These data began without the demo, so it is not played; choose another --data for it.',
  };
}

function again(record: DemoRecord): DemoPlan {
  switch (record.state) {
    case 'running':
      return resumed(record);
    case 'finished':
      return { ...realTime(), record };
    case 'abandoned':
      return { ...realTime(), note: 'The demo of these data was given up by a start with --no-demo.' };
  }
}

async function withoutDemo(record: DemoRecord | undefined): Promise<DemoPlan> {
  if (record?.state === 'running') await record.end('abandoned');
  return realTime();
}

async function begun(file: string): Promise<DemoPlan> {
  const { catalogue } = await loadCatalogue(join(productFolder, 'catalogues', '2020'));
  const firstDay = new WorkingTime(catalogue).dayBefore(new Date().toISOString(), workingDaysBack, provinceUnit);
  const record = DemoRecord.begin(file, firstDay);
  await mkdir(dirname(file), { recursive: true });
  await record.save(); // before there are any data, or they would seem to have begun without it
  return resumed(record);
}

/** The stand-ins know where time stood; the product's clock is set by theirs once they are up. */
function resumed(record: DemoRecord): DemoPlan {
  const start = localInstant(record.firstDay, firstHour);
  return { clock: new DemoClock(start), simulatedTime: { now: start, rate: 0 }, record };
}

function realTime(): Pick<DemoPlan, 'clock' | 'simulatedTime'> {
  return { clock: new DemoClock(), simulatedTime: { now: new Date().toISOString(), rate: 1 } };
}
