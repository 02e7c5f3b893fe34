// Runs a task of this workspace under the pinned Node, after everything it needs was installed and built.
// Starts on whatever Node the machine has (>= 20) and must not import any package.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const onWindows = process.platform === 'win32';
const binaries = join(root, 'node_modules', '.bin');
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

/** All projects at once, incrementally: half a second when nothing changed, so that every start can afford it. */
const COMPILE = ['tsc', '-b'];
/** The pages: two seconds. */
const BUNDLE = ['vite', 'build', 'apps/web', '--logLevel', 'warn'];

/** Each task: the steps in order; the first that fails ends the run with its exit code. `...args` stand behind the last one. */
const TASKS = {
  start: { build: true, steps: [['node', '--enable-source-maps', 'apps/standalone/dist/main.js']] },
  motcua: { build: true, steps: [['node', '--enable-source-maps', '--no-warnings', 'apps/cli/dist/main.js']] },
  // Project by project, from the cache where nothing changed; the same `tsc -b` as COMPILE, and the same `dist` folders.
  build: { build: false, steps: [['nx', 'run-many', '-t', 'build']] },
  check: {
    build: false,
    steps: [
      ['prettier', '--check', '--log-level=warn', '.'],
      COMPILE, // before the linter, which looks up the types of other rooms in what was built
      ['oxlint', '--deny-warnings'],
      ['tsc', '-p', 'tsconfig.spec.json'],
      ['node', ...jest, '--selectProjects', 'unit', '--maxWorkers=2', '--silent'],
    ],
  },
  test: {
    build: true,
    steps: [
      ['node', 'tools/run.mjs', 'check'],
      ['node', ...jest, '--selectProjects', 'int', '--maxWorkers=2'],
      ['node', ...jest, '--selectProjects', 'e2e', '--maxWorkers=2'], // they wait more than they work
    ],
  },
  cluster: { build: true, steps: [['node', '--no-warnings', 'tools/cluster/main.ts']] },
  openapi: { build: true, steps: [['node', '--no-warnings', 'tools/openapi/main.ts']] },
  bench: { build: true, steps: [['node', '--no-warnings', 'bench/main.ts']] },
  chaos: { build: true, steps: [['node', '--no-warnings', 'chaos/main.ts']] },
};

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const task = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined;
  if (task === undefined) fail(`usage: node tools/run.mjs <${Object.keys(TASKS).join('|')}> [arguments]`, 2);
  install();
  const steps = task.build ? [compile(), BUNDLE, ...task.steps] : task.steps;
  for (const [index, step] of steps.entries()) await run(index === steps.length - 1 ? [...step, ...args] : step);
}

function compile() {
  const isFirst = !existsSync(join(root, 'apps', 'standalone', 'dist', 'main.js'));
  if (isFirst) console.error('Building (the first time about a minute) ...');
  return COMPILE;
}

/** Installs exactly what the lock file names, once per lock file. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules', '.motcua-installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock && existsSync(join(binaries, 'node'))) return;
  console.error('Installing the packages of the lock file (once, about a minute) ...');
  const done = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: onWindows,
  });
  if (done.status !== 0) fail(`npm ci ended with ${done.status ?? done.error}: is the npm registry reachable?`, 1);
  if (!existsSync(join(binaries, 'node')))
    fail('npm did not install the pinned Node: were install scripts switched off?', 1);
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, lock);
}

/** Signals go on to the step, which drains and ends by itself; its exit code becomes ours. */
async function run([command, ...args]) {
  const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}` };
  const step = spawn(join(binaries, command), args, { cwd: root, stdio: 'inherit', env, shell: onWindows });
  const pass = (signal) => step.kill(signal);
  process.on('SIGTERM', pass).on('SIGINT', pass);
  const [code, signal] = await once(step, 'exit');
  process.off('SIGTERM', pass).off('SIGINT', pass);
  if (code !== 0) process.exit(code ?? (signal === 'SIGTERM' ? 143 : 1));
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}

await main();
