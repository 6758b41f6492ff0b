import { type Signal, signal } from '@preact/signals-core';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Theme } from '../browser/theme.ts';

export const ThemeContext = createContext<Signal<Theme>>(signal('system'));

export function useTheme(): Signal<Theme> {
  return useContext(ThemeContext);
}
