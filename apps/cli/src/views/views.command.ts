import { type ViewBuild, ViewBuilds } from '@motcua/service-kit';
import type { Installation } from '../installation.js';
import { type Output, table } from '../output.js';

/** All builds of all read models and how far they are behind. */
export async function runViews(installation: Installation, output: Output, json: boolean): Promise<number> {
  const { store } = installation;
  const head = await store.head();
  const builds = (await allBuilds(installation)).map((build) => ({
    ...build,
    behind: Math.max(0, store.distance(build.position, head)),
  }));
  if (json) output.json(builds);
  else {
    const rows = builds.map(({ view, build, version, state, behind }) =>
      [view, build, version, state, behind].map((cell) => String(cell)),
    );
    for (const line of table(['view', 'build', 'version', 'state', 'behind'], rows)) output.say(line);
  }
  return 0;
}

export function buildsOf({ database }: Installation): ViewBuilds {
  return new ViewBuilds(database.kysely('kit'));
}

export async function allBuilds(installation: Installation): Promise<ViewBuild[]> {
  const { rows } = await installation.database.pool.query<{ view: string }>(
    'SELECT DISTINCT view FROM kit.view_builds ORDER BY 1',
  );
  const builds = buildsOf(installation);
  return (await Promise.all(rows.map(({ view }) => builds.of(view)))).flat();
}
