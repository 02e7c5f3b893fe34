import type { PostgresServer } from '@motcua/testing/backends';
import type { BenchRow } from './bench-row.ts';
export async function benchStart(_server: PostgresServer): Promise<BenchRow[]> { return []; }
