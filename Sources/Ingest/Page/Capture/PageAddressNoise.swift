/// Parameters of addresses that follow readers around and choose no content.
enum PageAddressNoise {
  /// True where the parameter, its name in lower case, tells no pages apart.
  static func isNoise(_ name: String, value: Substring, host: String) -> Bool {
    if names.contains(name) || prefixes.contains(where: { name.hasPrefix($0) }) { return true }
    if name == "amp" { return value.isEmpty || value == "1" || value == "true" }
    if name == "outputtype" { return value == "amp" }
    if host.hasSuffix("youtube.com") || host == "youtu.be" {
      return ["t", "si", "feature", "pp", "ab_channel", "index", "start_radio"].contains(name)
    }
    if host.hasSuffix("twitter.com") || host == "x.com" { return name == "s" || name == "t" }
    if host.hasSuffix("spotify.com") { return name == "si" }
    if host.hasSuffix("reddit.com") {
      return ["share_id", "rdt", "context", "sort"].contains(name)
    }
    if host.contains("amazon.") {
      return ["tag", "qid", "sr", "keywords", "crid", "sprefix", "pf_rd_p", "pf_rd_r", "linkcode"]
        .contains(name)
    }
    return false
  }

  private static let prefixes = [
    "utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "_hs", "at_custom", "ns_", "guce_",
    "pf_rd_", "pd_rd_", "stm_", "trk_",
  ]

  private static let names: Set<String> = [
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ymclid",
    "twclid", "ttclid", "igshid", "igsh", "li_fat_id", "epik", "srsltid", "mc_cid", "mc_eid",
    "hsctatracking", "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid",
    "s_kwcid", "ef_id", "_ga", "_gl", "__s", "rb_clickid", "ref_src", "ref_url", "cmpid", "ncid",
    "at_medium", "at_campaign", "xtor", "guccounter", "soc_src", "soc_trk", "spm", "scm",
    "_openstat", "cvid", "icid", "ito", "ocid", "smid", "sref", "trk", "trackingid",
    "campaign_id", "ml_subscriber", "ml_subscriber_hash", "bxid", "cndid", "dm_i", "fb_action_ids",
    "fb_action_types", "fb_ref", "fb_source", "action_object_map", "action_type_map",
  ]
}
