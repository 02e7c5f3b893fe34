/** What people are told where the key of personal data is missing. */
export const MISSING_TEXT =
  'Dữ liệu cá nhân không bị xóa nhưng chưa mở được vì thiếu khóa mã hóa. Quản trị viên cần khôi phục đúng bản khóa.';
