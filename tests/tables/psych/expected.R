# The scores that R's package psych gives for its own data set bfi: 2,800 people, 25 items on a
# scale from 1 to 6, some of them reversed, some answers missing (Revelle, SAPA project). Made
# with psych 2.2.9, which with its data is free under the GPL, version 2 or later.
#
#     Rscript expected.R
#
# writes bfi.csv.gz, the answers with education as the unit, and expected.csv: n, mean and sd of
# each scale in each unit, and all of them together. Rule "any" is psych's own scoreItems, which
# takes the mean of whatever is answered; rule "half" is worked out here from the same keys.
suppressMessages(library(psych))

items <- unique(sub("^-", "", unlist(bfi.keys)))
unit <- ifelse(is.na(bfi$education), "not told", paste("education", bfi$education))

raw <- gzfile("bfi.csv.gz", "w")
write.csv(cbind(unit = unit, bfi[, items]), raw, row.names = FALSE, quote = FALSE, na = "")
close(raw)

any_rule <- scoreItems(
  bfi.keys, bfi[, items], impute = "none", totals = FALSE, min = 1, max = 6
)$scores

half_rule <- sapply(bfi.keys, function(key) {
  name <- sub("^-", "", key)
  answers <- as.matrix(bfi[, name])
  turned <- startsWith(key, "-")
  answers[, turned] <- 1 + 6 - answers[, turned]
  answered <- rowSums(!is.na(answers))
  ifelse(answered >= length(key) / 2, rowSums(answers, na.rm = TRUE) / answered, NA)
})

one <- function(rule, scores, unit_name, rows) {
  data.frame(
    rule = rule, unit = unit_name, theme = colnames(scores),
    n = colSums(!is.na(scores[rows, ])),
    mean = sprintf("%.17g", colMeans(scores[rows, ], na.rm = TRUE)),
    sd = sprintf("%.17g", apply(scores[rows, ], 2, sd, na.rm = TRUE))
  )
}
every <- function(rule, scores) {
  parts <- lapply(sort(unique(unit)), function(name) one(rule, scores, name, unit == name))
  rbind(one(rule, scores, "all", rep(TRUE, nrow(bfi))), do.call(rbind, parts))
}
table <- rbind(every("any", any_rule), every("half", half_rule))
write.csv(table, "expected.csv", row.names = FALSE, quote = FALSE)
writeLines(unlist(lapply(names(bfi.keys), function(name) {
  paste0(name, ": ", paste(bfi.keys[[name]], collapse = " "))
})))
