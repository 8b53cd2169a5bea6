import Core

extension Edition {
    private struct Key {
        let epoch: Int
        let rank: Int
        let index: Int
    }

    /// Events in this version's order. Rows often come in it already; then nothing moves.
    func ordered(_ events: [CaseEvent]) -> [CaseEvent] {
        guard events.count > 1 else { return events }
        var keys: [Key] = []
        keys.reserveCapacity(events.count)
        for at in events.indices {
            let table = kinds[events[at].kind]
            keys.append(Key(epoch: moment(of: events[at], table), rank: table.rank, index: at))
        }
        func precedes(_ a: Key, _ b: Key) -> Bool {
            for key in eventOrder {
                switch key {
                case .moment where a.epoch != b.epoch: return a.epoch < b.epoch
                case .rank where a.rank != b.rank: return a.rank < b.rank
                case .kenmerk:
                    let (left, right) = (kenmerk(of: events[a.index]), kenmerk(of: events[b.index]))
                    if left != right { return left < right }
                case .moment, .rank: continue
                }
            }
            return false
        }
        var isOrdered = true
        for at in 1..<keys.count where precedes(keys[at], keys[at - 1]) {
            isOrdered = false
            break
        }
        if isOrdered { return events }
        keys.sort(by: precedes)
        return keys.map { events[$0.index] }
    }

    /// Cases in this version's order.
    func ordered(_ cases: [RenderedCase]) -> [RenderedCase] {
        guard cases.count > 1 else { return cases }
        let keys = cases.enumerated().map { at, zaak in
            Key(epoch: zaak.events.reduce(Int.max) { min($0, moment(of: $1, kinds[$1.kind])) }, rank: 0, index: at)
        }
        return keys.sorted { a, b in
            for key in caseOrder {
                switch key {
                case .firstMoment where a.epoch != b.epoch: return a.epoch < b.epoch
                case .kenmerk:
                    let (left, right) = (cases[a.index].values[caseKenmerkSlot], cases[b.index].values[caseKenmerkSlot])
                    if case .text(let left) = left, case .text(let right) = right, left != right { return left < right }
                case .firstMoment: continue
                }
            }
            return false
        }.map { cases[$0.index] }
    }

    @inline(__always)
    private func moment(of event: CaseEvent, _ table: KindTable) -> Int {
        if case .instant(let instant) = event.values[table.momentSlot] { instant.epoch } else { .max }
    }

    @inline(__always)
    private func kenmerk(of event: CaseEvent) -> String {
        if case .text(let text) = event.values[kinds[event.kind].kenmerkSlot] { text } else { "" }
    }
}
