;; Uses a proposal that the contract leaves out.
(func (drop (v128.const i64x2 0 0)))
