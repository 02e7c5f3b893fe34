import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

function parents(): Map<number, number> {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return new Map(lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  }
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // "pid (command) state ppid ...": the command may hold spaces, so count from its closing bracket
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      found.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // ended between the listing and the reading
    }
  }
  return found;
}

/** Process ids of all living children of `pid`, theirs included. */
export function descendants(pid: number): number[] {
  const all = [...parents()];
  const below = (parent: number): number[] =>
    all.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

// a server outlives the process that started it, and an interrupted run never comes to its teardown
const GUARD = `while kill -0 $1 2>/dev/null; do sleep 1; done
for file in "$2"/*.pid; do kill -$3 $(head -n 1 "$file" 2>/dev/null) 2>/dev/null; done; sleep 3; rm -rf "$2"`;

/**
 * Ends the servers whose ids stand in the `*.pid` files of `dir`, and removes `dir`, when this process has gone without doing
 * so. Answers how to call that off.
 */
export function guardAgainstOrphans(dir: string, signal: 'INT' | 'KILL' = 'INT'): () => void {
  if (process.platform === 'win32') return () => undefined;
  const guard = spawn('sh', ['-c', GUARD, 'sh', String(process.pid), dir, signal], { detached: true, stdio: 'ignore' });
  guard.unref();
  return () => void guard.kill('SIGKILL');
}
