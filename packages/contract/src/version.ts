/**
 * The version of everything that phones, hubs, servers and files hold. It rises whenever a schema changes in any way; the test
 * beside this file pins it to a hash of the schemas, so that no change is silent.
 *
 * History, one line a version:
 * 1: persons, lessons, simulators, items, classes, attendance; segments v1 with open bodies; the first read models and content kinds.
 * 2: certificates and revocations of replicas, bodies sealed to readers (also P-256), have version 2, the policy of enrolment.
 * 3: records that change (profiles, classes, requests for help), merged persons, words closed under a subject's key, conflicts, replicas that wait for a person.
 * 4: certifying items of five forms with their keys apart, the bank without keys, what is expected of an item; a finger that stays, keys on the edge, entries whose diacritics count.
 * 5: content: recorded voices, help topics, words of search.
 * 6: paths through lessons.
 * 7: sampling rounds (plans, draws, re-tests, cases with answers), targets of single units, forecasts, verified figures with an interval.
 * 8: skill records and badges as codes and as Open Badges, the policy of what is certified, lists for VNeID, the fact vneid-confirmed.
 * 9: consents given and withdrawn, the words about a person, figures withheld from the public, what people of staff are answered.
 * 10: a part of a simulator that the finger pulls along; reports as they are kept, and the policy of how they are headed and when they are written; open data and their dictionary; figures on other boundaries and as known on a day; directives, campaigns, local models with their sessions; in which language and by whom help was asked; item parameters and the report on items, the policy of calibration; the field: ambassadors offered, appointed and ended, classes opened, how attendance is known, tasks observed, raised hands, visits to households, what hamlets lack; people sent down to whoever serves them; whole tests: begun, resumed, ended, items neutralised, answers in their place; the policy of tests, what the province made of them, and skill records that ask for one.
 */
export const CONTRACT_VERSION = 10;
