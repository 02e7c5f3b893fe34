/** e.g. `8.000 đ` */
export function money(amount: number): string {
  return `${new Intl.NumberFormat('vi-VN').format(amount)} đ`;
}
