import assert from "node:assert/strict";
import { test } from "node:test";
import type { UnitId } from "@hocvuso/contract";
import { readPeopleList } from "./read-list.ts";
import { rosterRows } from "./read-roster.ts";

const users11 = [
  ["sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone", "password"],
  ["u1", "", "", "true", "s1", "student", "an.nguyen", "{CCCD:044158001234}", "An", "Nguyễn", "Thị", "1", "an@truong.vn", "0912", "0912", "matkhau"],
  ["u2", "active", "", "true", "s1", "teacher", "lua", "", "Lụa", "Trần", "", "2", "", "", "", ""],
  ["u3", "active", "", "true", "s1", "parent", "me.an", "", "Mận", "Phan", "", "3", "", "", "", ""],
  ["u4", "tobedeleted", "", "true", "s1", "student", "cu", "", "Cũ", "Lê", "", "4", "", "", "", ""],
  ["u5", "active", "", "false", "s1", "student", "khoa", "", "Khóa", "Lê", "", "5", "", "", "", ""],
  ["u6", "active", "", "true", "s1", "student", "x", "", "=1+1", "", "", "6", "", "", "", ""],
];
const demographics = [["sourcedId", "status", "birthDate", "sex"], ["u1", "", "2012-09-01", "female"]];

test("of OneRoster 1.1 pupils and teachers become rows of a list, in place; nothing but name, year, sex and group comes along", () => {
  const rows = rosterRows({ users: users11, demographics });
  assert.deepEqual(rows, [["Họ và tên", "Năm sinh", "Giới tính", "Nhóm"], ["Nguyễn Thị An", "2012", "nữ", "học sinh"], ["Trần Lụa", "", "", "viên chức"], [], [], [], ["=1+1", "", "", "học sinh"]]);
  const list = readPeopleList(rows ?? [], { commune: "19249.2" as UnitId, hamlets: new Map(), thisYear: 2026 });
  assert.deepEqual(list.is === "list" && list.rows.map((row) => [row.row, row.is === "person" ? row.person.group : row.whys]), [[2, "student"], [3, "official"], [7, ["name-unreadable"]]]);
});

test("of 1.2, whose users name no role, roles.csv says it, else enrollments.csv; who teaches anywhere is staff", () => {
  const users = [["sourcedId", "status", "enabledUser", "givenName", "familyName"], ["u1", "active", "true", "An", "Nguyễn"], ["u2", "active", "true", "Lụa", "Trần"], ["u3", "active", "true", "Hợp", "Lê"]];
  const roles = [["sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"], ["r1", "u1", "primary", "student", "s"], ["r2", "u2", "primary", "teacher", "s"], ["r3", "u2", "secondary", "student", "s"]];
  const enrollments = [["sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"], ["e1", "c", "s", "u3", "student"]];
  assert.deepEqual(rosterRows({ users, roles, enrollments })?.slice(1).map((row) => row[3]), ["học sinh", "viên chức", "học sinh"]);
});

test("a table without ids and names is no roster", () => {
  assert.equal(rosterRows({ users: [["ten", "lop"], ["An", "6A"]] }), undefined);
});
