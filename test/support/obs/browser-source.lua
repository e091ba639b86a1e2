-- Stands in for the browser source in builds of OBS that have none. It keeps the same settings and has the same button,
-- and tells in the log what a page would go through: each load with its address. It draws the picture of the page that
-- somebody puts into the file OVERLINGO_TEST_PICTURE again and again; nothing without it.
local obs = obslua

local picture_file = os.getenv("OVERLINGO_TEST_PICTURE")
local seconds_between_pictures = 0.2

local settings_of_obs = {
  strings = { url = "https://obsproject.com/browser-source", css = "body { overflow: hidden; }" },
  numbers = { width = 800, height = 600, fps = 30, webpage_control_level = 1 },
  switches = { "fps_custom", "shutdown", "restart_when_active", "reroute_audio" },
}

-- OBS leaves out lines that are the same as the one before.
local told = 0

local function tell(what, page)
  told = told + 1
  print("overlingo-test " .. told .. " " .. what .. " " .. page.url)
end

local function take(page, settings)
  page.width = obs.obs_data_get_int(settings, "width")
  page.height = obs.obs_data_get_int(settings, "height")
  page.url = obs.obs_data_get_string(settings, "url")
end

local function forget_picture(page)
  if page.picture == nil then return end
  obs.obs_enter_graphics()
  obs.gs_image_file_free(page.picture)
  obs.obs_leave_graphics()
  page.picture = nil
end

local function look_at_picture(page, seconds)
  page.waited = (page.waited or seconds_between_pictures) + seconds
  if picture_file == nil or page.waited < seconds_between_pictures then return end
  page.waited = 0
  local file = io.open(picture_file, "rb")
  if file == nil then return end
  file:close()
  forget_picture(page)
  page.picture = obs.gs_image_file()
  obs.gs_image_file_init(page.picture, picture_file)
  obs.obs_enter_graphics()
  obs.gs_image_file_init_texture(page.picture)
  obs.obs_leave_graphics()
end

local function draw_picture(page)
  if page.picture == nil or page.picture.texture == nil then return end
  local effect = obs.obs_get_base_effect(obs.OBS_EFFECT_DEFAULT)
  while obs.gs_effect_loop(effect, "Draw") do
    obs.obs_source_draw(page.picture.texture, 0, 0, page.width, page.height, false)
  end
end

local source = {
  id = "browser_source",
  type = obs.OBS_SOURCE_TYPE_INPUT,
  output_flags = bit.bor(obs.OBS_SOURCE_VIDEO, obs.OBS_SOURCE_CUSTOM_DRAW),
  get_name = function() return "Browser" end,
  destroy = forget_picture,
  get_width = function(page) return page.width end,
  get_height = function(page) return page.height end,
  video_tick = look_at_picture,
  video_render = draw_picture,
}

source.create = function(settings)
  local page = {}
  take(page, settings)
  tell("loads", page)
  return page
end

source.update = function(page, settings)
  local before = page.url
  take(page, settings)
  if page.url ~= before then tell("loads", page) end
end

source.get_defaults = function(settings)
  for name, value in pairs(settings_of_obs.strings) do obs.obs_data_set_default_string(settings, name, value) end
  for name, value in pairs(settings_of_obs.numbers) do obs.obs_data_set_default_int(settings, name, value) end
  for _, name in ipairs(settings_of_obs.switches) do obs.obs_data_set_default_bool(settings, name, false) end
end

source.get_properties = function(page)
  local properties = obs.obs_properties_create()
  obs.obs_properties_add_text(properties, "url", "URL", obs.OBS_TEXT_DEFAULT)
  obs.obs_properties_add_button(properties, "refreshnocache", "Refresh cache of current page", function()
    tell("refreshes", page)
    return false
  end)
  return properties
end

obs.obs_register_source(source)
