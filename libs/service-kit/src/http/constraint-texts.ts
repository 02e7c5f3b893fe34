/** What is wrong with a field, in Vietnamese, by the name of the class-validator rule. `#` stands for the rule's numbers. */
const TEXTS: Readonly<Record<string, string>> = {
  arrayMaxSize: 'có quá nhiều phần tử (tối đa #)',
  arrayMinSize: 'có quá ít phần tử (tối thiểu #)',
  arrayNotEmpty: 'phải có ít nhất một phần tử',
  arrayUnique: 'có phần tử bị trùng',
  equals: 'không phải giá trị được phép',
  isArray: 'phải là một danh sách',
  isBoolean: 'phải là đúng hoặc sai',
  isDateString: 'phải là ngày giờ theo ISO 8601',
  isDefined: 'là bắt buộc',
  isEmail: 'phải là địa chỉ thư điện tử',
  isEnum: 'không phải giá trị được phép',
  isIn: 'không phải giá trị được phép',
  isInt: 'phải là số nguyên',
  isISO8601: 'phải là ngày giờ theo ISO 8601',
  isLength: 'có độ dài không hợp lệ (#)',
  isNotEmpty: 'không được để trống',
  isNumber: 'phải là một số',
  isObject: 'phải là một đối tượng',
  isNotEmptyObject: 'phải là một đối tượng không rỗng',
  isString: 'phải là một chuỗi ký tự',
  isUrl: 'phải là một địa chỉ web',
  isUuid: 'phải là một UUID',
  matches: 'không đúng định dạng',
  max: 'quá lớn (tối đa #)',
  maxLength: 'quá dài (tối đa # ký tự)',
  min: 'quá nhỏ (tối thiểu #)',
  minLength: 'quá ngắn (tối thiểu # ký tự)',
  nestedValidation: 'phải là một đối tượng hoặc một danh sách đối tượng',
  unknownValue: 'không được chấp nhận',
  whitelistValidation: 'là trường không được phép',
};

const WITH_NUMBERS: readonly string[] = [
  'arrayMaxSize',
  'arrayMinSize',
  'isLength',
  'max',
  'maxLength',
  'min',
  'minLength',
];

/**
 * @param rule name of the class-validator rule
 * @param message its English message; only the numbers of a rule with numbers are taken from its end, never a value
 */
export function constraintText(rule: string, message: string): string {
  const numbers = WITH_NUMBERS.includes(rule)
    ? (message.replace(/^\S+/, '').match(/-?\d+(\.\d+)?/g) ?? []).join(' - ')
    : '';
  const text = (TEXTS[rule] ?? 'không hợp lệ').replace('#', numbers);
  return `Trường này ${text}.`;
}
