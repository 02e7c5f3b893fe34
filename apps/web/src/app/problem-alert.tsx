import { Alert } from 'antd';
import { ProblemError } from '../api/problem.ts';
import { defineTexts } from './texts.ts';

const useTexts = defineTexts(
  'problem-alert',
  {
    unreachable: 'Không kết nối được. Những gì đã gửi không bị mất; hãy thử lại.',
    later: 'Hệ thống đang bận. Hãy thử lại sau ít phút.',
    refused: 'Không thực hiện được',
  },
  {
    unreachable: 'No connection. Nothing that was sent is lost; please try again.',
    later: 'The system is busy. Please try again in a few minutes.',
    refused: 'This could not be done',
  },
);

/** Says what went wrong, in the words of the server where it has some. */
export function ProblemAlert({ error }: { error: unknown }) {
  const t = useTexts();
  if (error === null || error === undefined) return null;
  if (!(error instanceof ProblemError)) return <Alert type="error" showIcon role="alert" title={t('unreachable')} />;
  const faults = error.errors.map(({ pointer, parameter, detail, code }) => ({
    where: pointer ?? parameter ?? '',
    what: detail ?? code,
  }));
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={error.detail || (error.status === 503 || error.status === 429 ? t('later') : t('refused'))}
      description={
        faults.length > 0 && (
          <ul>
            {faults.map(({ where, what }) => (
              <li key={where + what}>
                {where && <code>{where}</code>} {what}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}
