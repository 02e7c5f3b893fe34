const YEAR = '2026';

function figures(received: number, online: number, [early, onTime, late]: readonly [number, number, number]) {
  const resolved = early + onTime + late;
  return {
    received,
    receivedOnline: online,
    accepted: received - 3,
    refused: 2,
    withdrawn: 1,
    stopped: 0,
    resolved,
    early,
    onTime,
    late,
    lateByOriginal: late + 1,
    onTimeRate: resolved === 0 ? null : Math.round(((early + onTime) * 1000) / resolved) / 10,
    returned: Math.max(0, resolved - 2),
  };
}

const standing = (open: number, openOverdue: number) => ({ open, openOverdue });

const units = [
  { unit: 'H99.14', name: 'Sở Tư pháp tỉnh Mẫu', ...figures(412, 307, [251, 98, 9]), ...standing(46, 2) },
  { unit: 'H99.30', name: 'Ủy ban nhân dân phường Mẫu Một', ...figures(266, 120, [180, 61, 4]), ...standing(19, 0) },
  { unit: 'H99.31', name: 'Ủy ban nhân dân xã Mẫu Hai', ...figures(97, 21, [40, 22, 17]), ...standing(15, 6) },
  { unit: 'H99.32', name: 'Ủy ban nhân dân xã Mẫu Ba', ...figures(11, 0, [0, 0, 0]), ...standing(8, 0) },
];

const name = (vi: string, en: string) => ({ vi, en });

/** What the server could answer about a quarter, the same on every day, for the pictures. */
export const statistics = {
  period: { from: `${YEAR}-10-01`, to: `${YEAR}-10-31` },
  step: 'day',
  asOf: `${YEAR}-10-31T10:00:00.000Z`,
  total: { ...figures(786, 448, [471, 181, 30]), ...standing(88, 8) },
  units,
  procedures: [
    {
      procedureCode: '1.001193',
      name: name('Đăng ký khai sinh', 'Birth registration'),
      ...figures(260, 101, [150, 60, 11]),
      ...standing(31, 4),
    },
    {
      procedureCode: '2.000488',
      name: name('Cấp Phiếu lý lịch tư pháp', 'Criminal record certificate'),
      ...figures(412, 307, [251, 98, 9]),
      ...standing(46, 2),
    },
    {
      procedureCode: '1.004873',
      name: name('Cấp Giấy xác nhận tình trạng hôn nhân', 'Marital status certificate'),
      ...figures(114, 40, [70, 23, 10]),
      ...standing(11, 2),
    },
  ],
  series: Array.from({ length: 31 }, (_, index) => index + 1)
    .filter((day) => ![3, 4, 10, 11, 17, 18, 24, 25, 31].includes(day))
    .map((day) => ({
      label: `${YEAR}-10-${String(day).padStart(2, '0')}`,
      ...figures(20 + ((day * 7) % 23), 11, [12 + ((day * 5) % 11), 5, day % 4 === 0 ? 3 : 1]),
    })),
};

export const hourly = {
  intake: Array.from({ length: 48 }, (_, index) => ({
    hour: `${YEAR}-10-${30 + Math.floor(index / 24)}T${String(index % 24).padStart(2, '0')}`,
    received: index % 24 >= 7 && index % 24 < 22 ? 2 + ((index * 11) % 9) : 0,
    receivedOnline: index % 24 >= 7 ? 2 : 0,
  })),
  deliveries: [],
};

const INDEX_NAMES = [
  name('Tổng thời gian giải quyết so với thời hạn quy định', 'Total time compared with the time limit'),
  name('Thời gian thực hiện của từng cơ quan, đơn vị so với quy định', 'Time of each unit compared with its limit'),
  name('Số lần phải liên hệ để hoàn thiện hồ sơ', 'Contacts needed to complete the dossier'),
  name('Số cơ quan, đơn vị phải liên hệ', 'Bodies to be contacted'),
  name('Thực hiện giải quyết tại Bộ phận Một cửa', 'Resolved at the one-stop desk'),
  name('Công khai thủ tục hành chính', 'Publication of procedures'),
  name('Thái độ phục vụ', 'Attitude'),
  name('Tiếp thu, giải quyết phản ánh, kiến nghị', 'Handling of complaints'),
  name('Thực hiện dịch vụ công trực tuyến', 'Online public services'),
];
const VALUES = [1.6, 1.4, 1.9, 1.3, 1, null, 1.6, null, 1];
const duty = { from: 5, name: name('Hoàn thành 100% nhiệm vụ', '100 % of duty') };

const body = {
  resolved: 682,
  indices: VALUES.map((value, index) => ({ number: index + 1, value, of: value === null ? 0 : 682 })),
  total: 9.8,
  possible: 14,
  leftOut: [6, 8],
  staff: { total: 7.8, band: duty },
  band: null,
  satisfaction: {
    rated: 143,
    verySatisfied: 71,
    satisfied: 49,
    neutral: 12,
    dissatisfied: 8,
    veryDissatisfied: 3,
    attitude: { good: 120, fair: 18, poor: 2 },
    timeliness: { good: 88, fair: 37, poor: 14 },
    guidance: { good: 101, fair: 22, poor: 5 },
  },
};

export const evaluation = {
  period: statistics.period,
  scheme: {
    id: 'tt01-2018',
    name: name('Đánh giá việc giải quyết thủ tục hành chính', 'Evaluation of the settlement of procedures'),
    source: 'TT 01/2018/TT-VPCP điều 13-15',
    verified: true,
    indices: INDEX_NAMES.map((text, index) => ({
      number: index + 1,
      scope: [5, 6, 8, 9].includes(index + 1) ? 'body' : 'dossier',
      name: text,
      weight: 1,
    })),
    unverifiedShares: ['resolvedAtDesk'],
  },
  total: body,
  units: units.slice(0, 3).map(({ unit, name: text, resolved }) => ({ unit, name: text, ...body, resolved })),
};
