/** One row of a catalogue of the criminal-records software. */
export interface CatalogueRow {
  ID: number;
  NAME: string;
}

export const NATIONALITIES: readonly CatalogueRow[] = [
  { ID: 3106, NAME: 'Việt Nam' },
  { ID: 3107, NAME: 'Lào' },
  { ID: 3108, NAME: 'Campuchia' },
  { ID: 3109, NAME: 'Trung Quốc' },
  { ID: 3110, NAME: 'Hàn Quốc' },
  { ID: 3111, NAME: 'Nhật Bản' },
];

/** Numbered 55305 onwards in the order of the national list of 54 ethnic groups; only the first few have their names here. */
const NAMED = ['Kinh', 'Tày', 'Thái', 'Hoa', 'Khơ-me', 'Mường', 'Nùng', 'Mông', 'Dao', 'Gia-rai'];
export const ETHNICITIES: readonly CatalogueRow[] = Array.from({ length: 54 }, (_, index) => ({
  ID: 55305 + index,
  NAME: NAMED[index] ?? `Dân tộc số ${String(index + 1)}`,
}));

const REGIONS: readonly CatalogueRow[] = [
  { ID: 4777, NAME: 'Tỉnh Mẫu' },
  ...Array.from({ length: 12 }, (_, index) => ({ ID: 4778 + index, NAME: `Xã Mẫu ${String(index + 1)}` })),
];

/** By `infoType` of `traDanhMuc`. */
export const CATALOGUES: Readonly<Record<string, readonly CatalogueRow[]>> = {
  '1': REGIONS,
  '2': NATIONALITIES,
  '3': ETHNICITIES,
  '4': [{ ID: 99, NAME: 'Sở Tư pháp Tỉnh Mẫu' }],
  '5': [{ ID: 99, NAME: 'Trung tâm Phục vụ hành chính công Tỉnh Mẫu' }],
};
