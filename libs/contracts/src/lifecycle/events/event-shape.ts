import { object, type OptionalShape, type Shape, uuid } from '../../schema/shape.js';

/** One public event: what it says, which field of its data is its business time, and the shape of the data. */
export interface EventShape<Data, Time extends string> {
  readonly about: string;
  readonly time: Time;
  readonly data: Shape<Data>;
}

type Fields = Readonly<Record<string, Shape<unknown> | OptionalShape<unknown>>>;

/** @param time the field that says when the fact happened; the CloudEvent's `time` */
export function event<F extends Fields, Time extends keyof F & string>(about: string, time: Time, fields: F) {
  const data = object({ dossierId: uuid('also the key of the record and `ce_subject`'), ...fields });
  return { about, time, data } as const satisfies EventShape<unknown, Time>;
}
