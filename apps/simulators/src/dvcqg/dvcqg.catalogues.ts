export const FIELDS = [
  { MALINHVUC: 'G15-TP10', TENLINHVUC: 'Lý lịch tư pháp', MANGANH: 'G15' },
  { MALINHVUC: 'G15-HT06', TENLINHVUC: 'Hộ tịch', MANGANH: 'G15' },
] as const;

interface Procedure {
  MATTHC: string;
  TENTTHC: string;
}

const CHILD_CARD = 'cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi';

export const PROCEDURES: readonly Procedure[] = [
  { MATTHC: '2.000488', TENTTHC: 'Cấp Phiếu lý lịch tư pháp' },
  { MATTHC: '1.001193', TENTTHC: 'Đăng ký khai sinh' },
  { MATTHC: '1.004884', TENTTHC: 'Đăng ký lại khai sinh' },
  { MATTHC: '1.004873', TENTTHC: 'Cấp giấy xác nhận tình trạng hôn nhân' },
  { MATTHC: '2.001023', TENTTHC: `Liên thông đăng ký khai sinh, ${CHILD_CARD}` },
  { MATTHC: '2.000986', TENTTHC: `Liên thông đăng ký khai sinh, đăng ký thường trú, ${CHILD_CARD}` },
];

export const UNITS = [
  { MADONVI: 'H99', TENDONVI: 'Ủy ban nhân dân tỉnh Mẫu', CAPDONVI: '1' },
  { MADONVI: 'H99.14', TENDONVI: 'Sở Tư pháp', CAPDONVI: '2' },
  ...Array.from({ length: 12 }, (_, index) => ({
    MADONVI: `H99.${30 + index}`,
    TENDONVI: `Ủy ban nhân dân xã Mẫu ${index + 1}`,
    CAPDONVI: '3',
  })),
];

const FEE = { MAPHILEPHI: 'PLP01', SOTIEN: 200_000, DONVI: 'Đồng', MOTA: '' };
const CRIMINAL_RECORD = {
  field: 0,
  unit: 1,
  term: 10,
  termUnit: 'Ngày',
  fees: [FEE],
  result: 'KQ.G15.000001',
} as const;
const CIVIL_STATUS = {
  field: 1,
  unit: 2,
  term: 3,
  termUnit: 'Ngày làm việc',
  fees: [],
  result: 'KQ.G15.000002',
} as const;

/** The full description of one procedure; null when the portal does not publish it. */
export function describeProcedure(code: unknown): object | null {
  const procedure = PROCEDURES.find(({ MATTHC }) => MATTHC === code);
  if (procedure === undefined) return null;
  const kind = procedure.MATTHC === '2.000488' ? CRIMINAL_RECORD : CIVIL_STATUS;
  const { MALINHVUC, TENLINHVUC } = FIELDS[kind.field];
  const { MADONVI, TENDONVI } = UNITS[kind.unit] ?? {};
  const term = { THOIGIANGIAIQUYET: kind.term, DONVITINH: kind.termUnit, MOTA: '', PHILEPHI: kind.fees };
  const paper = { MAGIAYTO: 'GT01', TENGIAYTO: 'Tờ khai', TENMAUDON: 'mau.docx', URL: 'https://sim.local/mau.docx' };
  return {
    ...procedure,
    MACOQUANCONGBO: 'G15',
    TRANGTHAI: 1,
    LINHVUCTHUCHIEN: [{ MALINHVUC, TENLINHVUC }],
    TRINHTUTHUCHIEN: [{ TRUONGHOP: '', TRINHTU: [{ TENTRINHTU: 'Nộp hồ sơ' }] }],
    CACHTHUCTHUCHIEN: [{ KENH: 2, THOIGIAN: [term] }],
    YEUCAU: '',
    DOITUONGTHUCHIEN: [{ TENDOITUONG: 'Công dân Việt Nam' }],
    KETQUATHUCHIEN: [{ MAKETQUA: kind.result, TENKETQUA: procedure.TENTTHC }],
    CANCUPHAPLY: [{ SOVANBAN: '01/SIM', TENVANBAN: 'Văn bản mẫu' }],
    COQUANTHUCHIEN: [{ MADONVI, TENDONVI }],
    THANHPHANHOSO: [{ GIAYTO: [paper] }],
  };
}
