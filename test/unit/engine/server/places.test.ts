import { describe, expect, it } from 'vitest';
import { AddressRates } from '../../../../src/engine/server/places/address-rates.ts';
import { Places } from '../../../../src/engine/server/places/places.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

interface Guest {
  readonly name: string;
}

function openPlaces(limits: { waiting?: number; waitingOfOneAddress?: number; members?: number } = {}) {
  const clock = new ManualClock();
  const places = new Places({ waiting: 6, waitingOfOneAddress: 4, members: 2, ...limits }, clock);
  const gone: string[] = [];
  const come = (name: string, address = 'a', withinMs?: number): Guest => {
    const guest = { name };
    const limit = withinMs === undefined ? {} : { withinMs };
    places.wait(guest, { address, turnAway: () => gone.push(name), ...limit });
    return guest;
  };
  return { clock, places, gone, come };
}

describe('the places at a door', () => {
  it('are given to who has shown its right, and to nobody else', () => {
    const { places, gone, come } = openPlaces();
    const [first, second, third] = [come('1'), come('2'), come('3')];
    expect([places.isMember(first), places.waiting]).toEqual([false, 3]);
    expect([places.admit(first), places.admit(second), places.admit(third)]).toEqual([true, true, false]);
    expect([places.areTaken, places.waiting, places.isMember(third)]).toEqual([true, 1, false]);
    expect(places.admit(first)).toBe(true);
    places.leave(first);
    expect(places.admit(third)).toBe(true);
    expect(gone).toEqual([]);
  });

  it('refuse no newcomer: who has waited longest at its address goes', () => {
    const { gone, come } = openPlaces();
    for (let count = 1; count <= 6; count += 1) come(`${count}`);
    expect(gone).toEqual(['1', '2']);
  });

  it('take the room from the address of which most wait, and from none that has a place', () => {
    const { places, gone, come } = openPlaces();
    const lonely = come('lonely', 'b');
    const member = come('member', 'a');
    places.admit(member);
    for (let count = 1; count <= 4; count += 1) come(`a${count}`, 'a');
    come('c1', 'c');
    come('d1', 'd');
    come('e1', 'e');
    expect(gone).toEqual(['a1', 'a2']);
    expect([places.isMember(member), places.admit(lonely)]).toEqual([true, true]);
  });

  it('are waited for no longer than the limit, which ends with the waiting', async () => {
    const { clock, places, gone, come } = openPlaces();
    come('silent', 'a', 5000);
    const right = come('right', 'a', 5000);
    const left = come('left', 'a', 5000);
    come('patient', 'a');
    await clock.advance(4999);
    places.admit(right);
    places.leave(left);
    expect(gone).toEqual([]);
    await clock.advance(60_000);
    expect(gone).toEqual(['silent']);
    expect([places.waiting, places.isMember(right)]).toEqual([1, true]);
  });

  it('are free again once their holders wait again, whose limit is a new one', async () => {
    const { clock, places, gone, come } = openPlaces({ members: 1 });
    const guest = come('guest', 'a', 1000);
    places.admit(guest);
    await clock.advance(5000);
    places.wait(guest, { address: 'a', turnAway: () => gone.push('guest'), withinMs: 1000 });
    expect(places.areTaken).toBe(false);
    await clock.advance(999);
    expect(gone).toEqual([]);
    await clock.advance(1);
    expect(gone).toEqual(['guest']);
  });
});

describe('the rates of addresses', () => {
  it('do not take from each other, and fill again', async () => {
    const clock = new ManualClock();
    const rates = new AddressRates({ burst: 2, perSecond: 1, clock });
    expect([rates.allow('a'), rates.allow('a'), rates.allow('a'), rates.allow('b')]).toEqual([true, true, false, true]);
    await clock.advance(1000);
    expect([rates.allow('a'), rates.allow('a')]).toEqual([true, false]);
  });

  it('are kept for the newest thousand addresses only', () => {
    const rates = new AddressRates({ burst: 1, perSecond: 1, clock: new ManualClock() });
    expect([rates.allow('first'), rates.allow('first')]).toEqual([true, false]);
    for (let count = 0; count < 1024; count += 1) rates.allow(`other ${count}`);
    expect(rates.allow('first')).toBe(true);
  });
});
