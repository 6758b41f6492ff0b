import { useId } from 'preact/hooks';
import { ChevronIcon } from '../elements/icons.tsx';

interface SelectFieldProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly value: string;
  readonly disabled?: boolean;
  readonly testId: string;
  readonly onChoose: (value: string) => void;
}

export function SelectField({ label, options, value, disabled = false, testId, onChoose }: SelectFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <div class="select">
        <select
          id={id}
          class="input"
          disabled={disabled}
          value={value}
          data-testid={testId}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  );
}
