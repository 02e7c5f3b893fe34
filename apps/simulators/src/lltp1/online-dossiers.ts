import { answer, type SimAnswer } from '../engine/mount.js';

interface OnlineDossier {
  id: string;
  /** 1 registered online, 2 walk-in: the `infoType` of `traHoSo` */
  kind: '1' | '2';
  number: number;
  name: string;
}

/** Dossiers that citizens handed to the ministry's own module. The control plane puts them there; all of it is made up. */
export class OnlineDossiers {
  private readonly waiting = new Map<string, OnlineDossier>();
  private count = 0;

  clear(): void {
    this.waiting.clear();
    this.count = 0;
  }

  add(kind: '1' | '2', overrides: Readonly<Record<string, unknown>>): string {
    this.count += 1;
    const id = `online-${this.count}enc`;
    const name = typeof overrides['fullName'] === 'string' ? overrides['fullName'] : 'TRẦN THỊ MẪU';
    this.waiting.set(id, { id, kind, number: this.count, name });
    return id;
  }

  /** Null when there is no such `infoType`. */
  list(infoType: string): SimAnswer | null {
    if (infoType !== '1' && infoType !== '2') return null;
    return answer([...this.waiting.values()].filter(({ kind }) => kind === infoType).map(print));
  }

  /** Takes fetched dossiers off the list; answers how many were on it. */
  acknowledge(ids: readonly string[]): number {
    return ids.filter((id) => this.waiting.delete(id)).length;
  }
}

function print({ id, number, name }: OnlineDossier): object {
  return {
    declarationTraHoSoForm: {
      fullName: name,
      genderId: 0,
      birthDateStr: '03/04/1992',
      birthPlace: '99001,990,99',
      nationalityId: 3106,
      idTypeId: 3,
      identifyNo: '099192000002',
      phone: '0900000002',
      declareDate: '20/07/2020',
      declareTypeId: 3846,
      requestQty: 1,
      objectRequestId: 72,
      formType: 1,
      declarationCode: 10_000 + number,
      declarationId: id,
      declarationPortalID: `portal-${number}enc`,
    },
    residenceWSForm: [],
    mandatorWSForm: null,
  };
}
