import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchShown } from './send-scan.ts';

/** A scan of the server as an address that only this page knows, for as long as it is shown. */
export function useScan(address: string) {
  const { data, error } = useQuery({
    queryKey: ['scan', address],
    queryFn: () => fetchShown(address),
    gcTime: 0,
    staleTime: Infinity,
  });
  const url = data?.url;
  useEffect(() => (url === undefined ? undefined : () => URL.revokeObjectURL(url)), [url]);
  return { data, error };
}
