// The journey: steps 1 to 9 of the main job, in the order in which people take them.
import * as apply from "./apply.mjs";
import * as decide from "./decide.mjs";
import { follow, publicPages, register } from "./public.mjs";
import { confirmMail, inviteColleague, registerOrganisation, verify } from "./register.mjs";
import * as review from "./review.mjs";
import { badFiles, fillVault } from "./vault.mjs";

export const STEPS = [
  ["everyone reads the rules, windows and documents without an account", publicPages],
  ["the register is filtered and downloaded", register],
  ["somebody follows the region by mail", follow],
  ["an organisation registers, and mistakes are said beside the answers that stay", registerOrganisation],
  ["the mail address is confirmed before anybody logs in", confirmMail],
  ["a colleague is invited and comes in", inviteColleague],
  ["each file that cannot be used is refused with its own reason", badFiles],
  ["the vault is filled", fillVault],
  ["lots and places are chosen", apply.choose],
  ["questions are answered, and saving never blocks", apply.questions],
  ["evidence is sent along and the self-check says what is missing", apply.evidence],
  ["a missing tick blocks sending in with a link to it, and then the receipt comes", apply.submit],
  ["a lot is withdrawn and the application replaced before the close", apply.withdrawAndReplace],
  ["the team compares the registration with the trade register", verify],
  ["an assessor finds the dossier and takes it", review.take],
  ["what is missing is asked for", review.askRepair],
  ["the aanbieder repairs it", review.answerRepair],
  ["each requirement that asks for a person is judged", review.assess],
  ["an outcome is proposed per lot", review.proposeAll],
  ["the same person cannot countersign, another sends back and agrees", review.countersign],
  ["the decision maker signs per gemeente", decide.sign],
  ["the letter says what was decided, by mail, on the page and on paper", decide.letter],
  ["the signed overeenkomst is recorded, and that the VOG was seen", decide.agreement],
  ["on its first day the admission is active and public", decide.start],
  ["the toezichthouder reads the dossier and who saw it", decide.supervise],
];

/** Names of the pages that are read on the journey only; the portal test counts on it. */
export const ON_THE_WAY = [
  "follow.confirm_page", "confirm.page", "invitation.page", "apply.received", "repair.page",
  "clarification.page", "proposal.page", "countersign.page", "decisions.one", "letters.one", "review.letter",
];
