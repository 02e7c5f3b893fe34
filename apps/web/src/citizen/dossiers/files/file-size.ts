const KIB = 1024;

/** e.g. `340 KB`, `1,2 MB`; counted as the limits are, by 1,024. */
export function fileSize(bytes: number): string {
  if (bytes < KIB * KIB) return `${Math.max(1, Math.round(bytes / KIB))} KB`;
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(bytes / (KIB * KIB))} MB`;
}
