import { expect, test } from "vitest";
import { day, dayAndTime, plainDate } from "./dates";

test("a UTC time is shown as the day it is in Lagos", () => {
  expect(day("2026-11-23T09:00:00Z")).toBe("Mon 23 Nov 2026");
  expect(day("2026-11-23T23:30:00Z")).toBe("Tue 24 Nov 2026");
  expect(day("2026-12-31T23:00:00.000Z")).toBe("Fri 1 Jan 2027");
});

test("PocketBase's own spelling of a time is understood too", () => {
  expect(day("2026-11-23 09:00:00.000Z")).toBe("Mon 23 Nov 2026");
});

test("day and time are those of Lagos", () => {
  expect(dayAndTime("2026-11-23T13:05:59Z")).toBe("Mon 23 Nov 2026, 14:05");
});

test("what is no time shows nothing", () => {
  expect(day("")).toBe("");
  expect(dayAndTime("soon")).toBe("");
});

test("a date field's value is read without moving to another day", () => {
  expect(plainDate("2027-02-14")).toBe("Sun 14 Feb 2027");
  expect(plainDate("my birthday")).toBe("my birthday");
});
