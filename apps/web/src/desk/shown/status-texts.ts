import { defineTexts } from '../../app/texts.ts';

/** The ten national statuses and the ways a dossier comes, in words. */
export const useStatusTexts = defineTexts(
  'desk-status',
  {
    status: {
      s1: 'Mới đăng ký',
      s2: 'Được tiếp nhận',
      s3: 'Không được tiếp nhận',
      s4: 'Đang xử lý',
      s5: 'Yêu cầu bổ sung giấy tờ',
      s6: 'Yêu cầu thực hiện nghĩa vụ tài chính',
      s7: 'Công dân yêu cầu rút hồ sơ',
      s8: 'Dừng xử lý',
      s9: 'Đã xử lý xong',
      s10: 'Đã trả kết quả',
    },
    channel: {
      counter: 'Tại quầy',
      post: 'Bưu chính',
      nationalPortal: 'Cổng Dịch vụ công quốc gia',
      provincialPortal: 'Cổng của tỉnh',
      vneid: 'VNeID',
      linkedPortal: 'Dịch vụ công liên thông',
      kiosk: 'Ki-ốt',
    },
    due: {
      intakeAnswer: 'hạn trả lời tiếp nhận',
      supplement: 'hạn bổ sung',
      resolution: 'hạn giải quyết',
      apology: 'hạn gửi thư xin lỗi',
      opinion: 'hạn cho ý kiến',
      step: 'hạn của bước',
    },
  },
  {
    status: {
      s1: 'Newly submitted',
      s2: 'Accepted',
      s3: 'Refused at intake',
      s4: 'In processing',
      s5: 'Supplement asked for',
      s6: 'Payment asked for',
      s7: 'Withdrawn',
      s8: 'Stopped',
      s9: 'Resolved',
      s10: 'Result returned',
    },
    channel: {
      counter: 'Counter',
      post: 'Post',
      nationalPortal: 'National portal',
      provincialPortal: 'Provincial portal',
      vneid: 'VNeID',
      linkedPortal: 'Linked services',
      kiosk: 'Kiosk',
    },
    due: {
      intakeAnswer: 'answer at intake due',
      supplement: 'supplement due',
      resolution: 'resolution due',
      apology: 'apology due',
      opinion: 'opinion due',
      step: 'step due',
    },
  },
);

export type Status = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;
export const channels = [
  'counter',
  'post',
  'nationalPortal',
  'provincialPortal',
  'vneid',
  'linkedPortal',
  'kiosk',
] as const;
export type Channel = (typeof channels)[number];
export type DueKind = 'intakeAnswer' | 'supplement' | 'resolution' | 'apology' | 'opinion' | 'step';
