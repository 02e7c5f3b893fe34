import type { Fault } from '../procedures/catalogue-data.js';
import { checkDates, checkOverlaps, checkUnique } from '../procedures/check-dated.js';
import type { EvaluationBand, EvaluationScheme } from './evaluation-scheme.js';

/** Faults that the shape of the file cannot tell: two schemes at one time, an index twice, bands that are not in order. */
export function checkEvaluations(schemes: readonly EvaluationScheme[]): Fault[] {
  return [
    ...schemes.flatMap((scheme, index) => [
      ...checkDates(scheme, `/evaluations/${index}`),
      ...checkUnique(
        scheme.indices.map(({ number }) => String(number)),
        (one) => `/evaluations/${index}/indices/${one}/number`,
      ),
      ...checkBands(scheme.staffBands, `/evaluations/${index}/staffBands`),
      ...checkBands(scheme.bodyBands, `/evaluations/${index}/bodyBands`),
    ]),
    ...checkOverlaps(
      schemes,
      () => 'evaluation',
      (index) => `/evaluations/${index}`,
    ),
  ];
}

function checkBands(bands: readonly EvaluationBand[], pointer: string): Fault[] {
  return bands.flatMap(({ from }, index) =>
    index > 0 && from >= bands[index - 1]!.from
      ? [{ pointer: `${pointer}/${index}/from`, reason: 'is not below the band before it' }]
      : [],
  );
}
