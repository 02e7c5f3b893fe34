import { useLanguage } from '../../../app/language.ts';
import { defineTexts } from '../../../app/texts.ts';
import type { Fault } from '../leaf-faults.ts';

const useTexts = defineTexts(
  'declaration-faults',
  {
    missing: 'Thông tin này là bắt buộc.',
    wrongType: 'Giá trị không đúng kiểu, ví dụ cần nhập số.',
    tooShort: 'Nội dung quá ngắn.',
    tooLong: 'Nội dung quá dài.',
    wrongFormat: 'Nội dung không đúng định dạng.',
    notInList: 'Hãy chọn một giá trị trong danh sách.',
    tooSmall: 'Số nhỏ hơn mức cho phép.',
    tooLarge: 'Số lớn hơn mức cho phép.',
    tooFew: 'Cần có ít nhất một dòng.',
    tooMany: 'Có quá nhiều dòng.',
    notAllowed: 'Không khai nội dung này trong trường hợp đã chọn.',
    inTheFuture: 'Ngày không được sau hôm nay.',
    tooLate: 'Ngày này quá muộn so với điều kiện của thủ tục.',
    outOfOrder: 'Thời điểm kết thúc không được trước thời điểm bắt đầu.',
  },
  {
    missing: 'This is required.',
    wrongType: 'This is not the kind of value that is asked for, e.g. a number.',
    tooShort: 'This is too short.',
    tooLong: 'This is too long.',
    wrongFormat: 'This does not look as it should; see the example.',
    notInList: 'Please choose a value of the list.',
    tooSmall: 'This number is too small.',
    tooLarge: 'This number is too large.',
    tooFew: 'At least one row is needed.',
    tooMany: 'There are too many rows.',
    notAllowed: 'This is not declared in the case that was chosen.',
    inTheFuture: 'The date must not be after today.',
    tooLate: 'This date is too late for this procedure.',
    outOfOrder: 'The end must not be before the beginning.',
  },
);

/** The words of the form or the server where they are in the language of the person; else our own. */
export function useFaultText(): (fault: Fault) => string {
  const t = useTexts();
  const language = useLanguage();
  return ({ code, message }) => (language === 'vi' && message !== undefined ? message : t(code));
}
