-- Events about money, by whom they concern: read at each scan of a person, and whole for a list. The
-- kinds are those of `store::charges`.
CREATE INDEX journal_money ON journal (borrower)
    WHERE kind IN ('ChargeRaised', 'ChargeAdjusted', 'ChargePaid', 'ChargeWaived', 'ChargeVoided',
                   'Refunded');
-- What was noted about a device: most have nothing, and that is known at once.
CREATE INDEX journal_noted ON journal (device) WHERE kind IN ('ConditionNoted', 'AccessoryNoted');
