import { setTimeout as pause } from 'node:timers/promises';
import { SystemClock } from '../clock.js';
import { Database } from '../database/database.js';
import { TimerRunner } from './timer-runner.js';
import { Timers } from './timers.js';

// The process that crash specs kill: writes down each timer, slowly enough to be killed with claims in hand.
const database = new Database({ url: process.env['DATABASE_URL']!, applicationName: 'spec-child' });
const plain = database.kysely<unknown>('kit');
const clock = new SystemClock();
const timers = new Timers(plain, clock, 'desk');
const overdue = async ({ key }: { key: string }) => {
  await pause(50);
  await database.pool.query('INSERT INTO handled VALUES ($1, $2)', [key, process.pid]);
};
new TimerRunner(plain, clock, timers, { overdue }, { concurrency: 3, claimMs: 600, pollMs: 10 }).start();
setInterval(() => undefined, 1_000);
