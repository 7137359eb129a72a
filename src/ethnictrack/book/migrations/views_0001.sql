-- What other programs may read: the keys of the program's own JSON, with a name beside each code.
CREATE VIEW plan_entries AS
SELECT entry.id, program.code AS program, program.name AS program_name, place.code AS place,
    place.name AS place_name, entry.year, entry.plan_year, entry.date, entry.kind, entry.capital,
    entry.source, entry.amount,
    CASE WHEN entry.kind = 'carried-out' OR entry.kind = 'cancelled' THEN 0
        WHEN entry.kind = 'decrease' OR entry.kind = 'withdraw' THEN -entry.amount
        ELSE entry.amount END AS effect,
    CASE WHEN entry.kind = 'carried-out' OR entry.kind = 'cancelled' THEN entry.amount
        ELSE 0 END AS disposed,
    entry.qualifier, nullif(coalesce((SELECT amendment.decision FROM amendment
        WHERE amendment.entry = entry.id AND amendment.decision IS NOT NULL
        ORDER BY amendment.id DESC LIMIT 1), entry.decision), '') AS decision,
    entry.payee, nullif(coalesce((SELECT amendment.note FROM amendment
        WHERE amendment.entry = entry.id AND amendment.note IS NOT NULL
        ORDER BY amendment.id DESC LIMIT 1), entry.note), '') AS note, entry.over_plan, entry.reverses,
    undone.id AS reversed_by, entry.transfer, entry.batch, entry.key, log.actor,
    log.at AS recorded_at,
    EXISTS (SELECT 1 FROM amendment WHERE amendment.entry = entry.id) AS amended,
    (SELECT max(found.statement) FROM statement_match AS found WHERE found.entry = entry.id
        AND found.action = 'match' AND NOT EXISTS (SELECT 1 FROM statement_match AS gone
            WHERE gone.statement = found.statement AND gone.action = 'drop')) AS reconciled,
    (SELECT count(*) FROM attachment WHERE attachment.entry = entry.id) AS files
FROM entry JOIN program ON program.id = entry.program JOIN log ON log.seq = entry.log
    LEFT JOIN place ON place.id = entry.place LEFT JOIN entry AS undone ON undone.reverses = entry.id
WHERE entry.side = 'allocation';
CREATE VIEW payments AS
SELECT entry.id, program.code AS program, program.name AS program_name, place.code AS place,
    place.name AS place_name, entry.year, entry.plan_year, entry.date, entry.kind, entry.capital,
    entry.source, entry.amount,
    CASE WHEN entry.kind = 'refund' OR entry.kind = 'advance-recovery' THEN -entry.amount
        ELSE entry.amount END AS effect,
    0 AS disposed, entry.qualifier, nullif(coalesce((SELECT amendment.voucher FROM amendment
        WHERE amendment.entry = entry.id AND amendment.voucher IS NOT NULL
        ORDER BY amendment.id DESC LIMIT 1), entry.voucher), '') AS voucher,
    nullif(coalesce((SELECT amendment.payee FROM amendment
        WHERE amendment.entry = entry.id AND amendment.payee IS NOT NULL
        ORDER BY amendment.id DESC LIMIT 1), entry.payee), '') AS payee,
    nullif(coalesce((SELECT amendment.note FROM amendment
        WHERE amendment.entry = entry.id AND amendment.note IS NOT NULL
        ORDER BY amendment.id DESC LIMIT 1), entry.note), '') AS note, entry.over_plan,
    entry.reverses, undone.id AS reversed_by, entry.transfer, entry.batch, entry.key, log.actor,
    log.at AS recorded_at,
    EXISTS (SELECT 1 FROM amendment WHERE amendment.entry = entry.id) AS amended,
    (SELECT max(found.statement) FROM statement_match AS found WHERE found.entry = entry.id
        AND found.action = 'match' AND NOT EXISTS (SELECT 1 FROM statement_match AS gone
            WHERE gone.statement = found.statement AND gone.action = 'drop')) AS reconciled,
    (SELECT count(*) FROM attachment WHERE attachment.entry = entry.id) AS files
FROM entry JOIN program ON program.id = entry.program JOIN log ON log.seq = entry.log
    LEFT JOIN place ON place.id = entry.place LEFT JOIN entry AS undone ON undone.reverses = entry.id
WHERE entry.side = 'disbursement';
CREATE VIEW inspections AS
SELECT inspection.code, inspection.title, inspection.kind, inspection.basis,
    program.code AS program, program.name AS program_name, place.code AS place,
    place.name AS place_name, inspection.year, inspection.scope_from, inspection.scope_to,
    inspection.agency, inspection.decision, latest.stage, latest.date AS stage_date,
    coalesce(objected.amount, 0) AS recommended, coalesce(objected.back, 0) AS recovered,
    coalesce(objected.amount, 0) - coalesce(objected.back, 0) AS outstanding,
    (SELECT count(*) FROM attachment WHERE attachment.inspection = inspection.id) AS files
FROM inspection LEFT JOIN program ON program.id = inspection.program
    LEFT JOIN place ON place.id = inspection.place
    LEFT JOIN stage AS latest ON latest.id =
        (SELECT max(stage.id) FROM stage WHERE stage.inspection = inspection.id)
    LEFT JOIN (SELECT finding.inspection, CAST(sum(finding.amount) AS INTEGER) AS amount,
        CAST(sum((SELECT coalesce(sum(recovery.amount), 0) FROM recovery
            WHERE recovery.finding = finding.id)) AS INTEGER) AS back
        FROM finding WHERE finding.action <> 'settlement-reduction'
        GROUP BY finding.inspection) AS objected ON objected.inspection = inspection.id;
CREATE VIEW results AS
SELECT record.id, activity.code AS activity, activity.name AS activity_name, activity.unit,
    activity.section, record.year, record.date, record.thousandths / 1000.0 AS value,
    record.qualifier, record.estimate, record.note, record.reverses, undone.id AS reversed_by,
    log.actor, log.at AS recorded_at
FROM record JOIN activity ON activity.id = record.activity JOIN log ON log.seq = record.log
    LEFT JOIN record AS undone ON undone.reverses = record.id;
