/** How many connections, or recent wrong passwords, each address has; a place is taken before anything is awaited, so that none is overlooked. */
export interface AddressPlaces {
  /** Null when the address has as many as it may; else what gives the place back (once, however often it is called). */
  take(addressKey: string): (() => void) | null;
}

export function createAddressPlaces(placesPerAddress: number): AddressPlaces {
  const taken = new Map<string, number>();
  return {
    take(addressKey) {
      const count = taken.get(addressKey) ?? 0;
      if (count >= placesPerAddress) return null;
      taken.set(addressKey, count + 1);
      let isTaken = true;
      return () => {
        if (!isTaken) return;
        isTaken = false;
        const left = (taken.get(addressKey) ?? 1) - 1;
        if (left > 0) taken.set(addressKey, left);
        else taken.delete(addressKey);
      };
    },
  };
}
