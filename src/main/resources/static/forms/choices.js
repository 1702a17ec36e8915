// The words of the record that forms choose from or show, with their labels.

export const PLACES = {WONSAN: 'Wonsan', PANMUNJOM: 'Panmunjom', OSAN: 'Osan Air Base'};
export const AIRFIELDS = {WONSAN: 'Wonsan', OSAN: 'Osan Air Base', HICKAM: 'Hickam, Hawaii'};
export const EVERYWHERE = {...PLACES, ...AIRFIELDS};
export const DESTINATIONS = {OSAN: 'Osan Air Base', HICKAM: 'Hickam, Hawaii', UNDECIDED: 'Not decided yet'};

/** The clock of each place. */
export const ZONES = {
  WONSAN: 'Asia/Pyongyang', PANMUNJOM: 'Asia/Seoul', OSAN: 'Asia/Seoul', HICKAM: 'Pacific/Honolulu'
};
/** Where talks are held. */
export const BORDER = 'Asia/Seoul';

export const LEVELS = {PRINCIPALS: 'Principals', GENERAL_OFFICER: 'General officers', WORKING: 'Working level'};
export const OUTCOMES = {AGREED: 'Agreed', ADJOURNED: 'Adjourned', NO_SHOW: 'No-show'};
export const SAID = {
  PLEDGED: 'Pledged', CLAIMED_RETURNED: 'Claimed returned', OFFERED: 'Offered', EXPECTED: 'Expected', DECLARED: 'Declared',
  INDICATED: 'Indicated'
};
export const QUALIFIERS = {EXACTLY: 'Exactly', ABOUT: 'About', UP_TO: 'Up to'};
export const PARTIES = {
  DPRK: 'DPRK', ROK: 'Republic of Korea', UNC: 'United Nations Command', US_PRESIDENT: 'President of the United States',
  US_FORCES: 'United States forces', US_OFFICIAL_ANON: 'United States official, unnamed',
  US_MIL_OFFICIAL_ANON: 'United States military official, unnamed', PENTAGON: 'Pentagon'
};
export const NEXT = {ACCEPT: 'Accept what was received', RESUME_TALKS: 'Take it up in further talks'};

export const HUMAN = {YES: 'Yes', NO: 'No', UNDETERMINED: 'Undetermined'};
export const YES_NO = {yes: 'Yes', no: 'No'};
export const KINDS = {BONE: 'Bone', TOOTH: 'Tooth', FRAGMENT: 'Fragment', MATERIAL_EVIDENCE: 'Material evidence'};
export const SIDES = {LEFT: 'Left', RIGHT: 'Right', MIDLINE: 'Midline', UNKNOWN: 'Unknown'};
export const METHODS = {
  DNA: 'DNA', PAIR_MATCH: 'Pair match', ARTICULATION: 'Articulation', REFIT: 'Refit', OSTEOMETRY: 'Osteometry',
  EXCLUSION: 'Exclusion'
};
export const STRENGTHS = {STRONG: 'Strong', MODERATE: 'Moderate', WEAK: 'Weak'};

export const FINDINGS = {
  SUPPORTS: 'Supports', EXCLUDES: 'Excludes', INCONCLUSIVE: 'Inconclusive', NOT_POSSIBLE: 'Not possible'
};
export const DISPOSITIONS = {
  IDENTIFIED: 'Identified', PARTNER_NAMED: 'For a partner nation, named', PARTNER_UNNAMED: 'For a partner nation, not named',
  GROUP_ACCOUNTED: 'Accounted for as a group', CONSOLIDATE: 'Consolidated into another individual', RETAINED: 'Retained',
  NON_HUMAN: 'Not human'
};
export const LINES = {
  ANTHROPOLOGY: 'Anthropology', ODONTOLOGY: 'Odontology', CHEST_RADIOGRAPH: 'Chest radiograph', MTDNA: 'Mitochondrial DNA',
  YSTR: 'Y-STR DNA', AUSTR: 'Autosomal STR DNA', ISOTOPES: 'Isotopes', MATERIAL_EVIDENCE: 'Material evidence', HISTORY: 'History'
};
export const ELECTIONS = {
  PRIVATE_CEMETERY: 'Private cemetery', NATIONAL_CEMETERY: 'National cemetery', CREMATION: 'Cremation', AT_SEA: 'At sea'
};
export const LATER_REMAINS = {TELL_EACH_TIME: 'Tell the family each time', WITHOUT_NOTICE: 'Inter without notice'};
export const ATTEMPTS = {DELIVERED: 'Delivered', NOT_REACHED: 'Not reached'};
/** What becomes of what is not human. */
export const SETTLEMENTS = {STAY: 'It stays in the laboratory', RELEASE: 'It is released'};

/** What does not match when an aircraft has left or landed. */
export const EXCEPTION = {MISSING: 'Not aboard', SEAL: 'Another seal'};
