import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export function useMediaQuery(query: string): boolean {
  const list = matchMedia(query);
  const matches = useSignal(list.matches);
  useEffect(() => {
    const update = () => {
      matches.value = list.matches;
    };
    update();
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches.value;
}
