import { Card, Col, Row, Typography } from 'antd';
import { Link } from 'react-router';
import { defineTexts } from '../app/texts.ts';

const useTexts = defineTexts(
  'home',
  {
    title: 'Bộ phận một cửa',
    lead: 'Nộp hồ sơ, theo dõi và nhận kết quả giải quyết thủ tục hành chính tại một nơi.',
    submit: 'Nộp hồ sơ trực tuyến',
    submitMore: 'Chọn thủ tục, điền tờ khai theo từng bước, gửi kèm giấy tờ.',
    track: 'Tra cứu hồ sơ',
    trackMore: 'Xem hồ sơ đang ở bước nào bằng mã hồ sơ.',
    verify: 'Kiểm tra giấy tờ',
    verifyMore: 'Quét mã QR trên phiếu để biết phiếu có phải do một cửa cấp hay không.',
  },
  {
    title: 'One-stop desk',
    lead: 'Submit a dossier, follow it and receive the result of an administrative procedure in one place.',
    submit: 'Submit a dossier online',
    submitMore: 'Choose a procedure, fill the declaration step by step, attach your papers.',
    track: 'Track a dossier',
    trackMore: 'See where a dossier is by its code.',
    verify: 'Check a paper',
    verifyMore: 'Scan the QR code of a slip to learn whether this desk issued it.',
  },
);

const DOORS = [
  { to: '/procedures', title: 'submit', more: 'submitMore' },
  { to: '/tracking', title: 'track', more: 'trackMore' },
  { to: '/verify', title: 'verify', more: 'verifyMore' },
] as const;

export function HomePage() {
  const t = useTexts();
  return (
    <>
      <h1>{t('title')}</h1>
      <Typography.Paragraph>{t('lead')}</Typography.Paragraph>
      <Row gutter={[16, 16]}>
        {DOORS.map(({ to, title, more }) => (
          <Col key={to} xs={24} md={8}>
            <Card>
              <h2>
                <Link to={to}>{t(title)}</Link>
              </h2>
              {t(more)}
            </Card>
          </Col>
        ))}
      </Row>
    </>
  );
}
